package org.visita.kit.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.testing.KafkaResource;

/** Follows a real topic. */
class TopicFollowerTest {

    private static final String TOPIC = Topics.BOOKING_EVENTS;

    private final KafkaResource kafka = new KafkaResource();
    private final List<String> read = new CopyOnWriteArrayList<>();
    private String servers;
    private TopicFollowers followers;

    @BeforeEach
    void start() {
        servers = kafka.start().get("kafka.bootstrap.servers");
        followers = new TopicFollowers(servers);
    }

    @AfterEach
    void stop() {
        followers.close();
        kafka.stop();
    }

    @Test
    void begins_where_it_is_told_and_reads_all_of_the_other_partitions() {
        send(0, "zero-a", "zero-b", "zero-c");
        send(1, "one-a");
        follow(() -> Map.of(0, 2L));
        await().untilAsserted(() -> assertThat(read).containsExactlyInAnyOrder("zero-c", "one-a"));
        send(0, "zero-d");
        await().untilAsserted(() -> assertThat(read).hasSize(3).contains("zero-d"));
    }

    @Test
    void is_not_ready_until_the_start_is_found_and_all_that_stood_there_is_read() {
        CountDownLatch found = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        send(0, "a");
        follow(() -> {
            found.await();
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return Map.of();
        });
        assertThatThrownBy(() -> followers.requireCaughtUp(TOPIC))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().code().code()).isEqualTo("unavailable");
                    assertThat(refused.refusal().retryAfter()).isNotNull();
                });
        assertThat(followers.isCurrent(TOPIC)).isFalse();
        assertThat(followers.call().getStatus()).isEqualTo(Status.DOWN);
        found.countDown();
        await().until(() -> followers.isCurrent(TOPIC));
        followers.requireCaughtUp(TOPIC);
        assertThat(followers.call().getStatus()).isEqualTo(Status.UP);
        assertThat(read).containsExactly("a");
        assertThat(tries).hasValue(2);
    }

    @Test
    void begins_anew_if_the_topic_has_lost_what_was_to_be_read_next() {
        AtomicInteger starts = new AtomicInteger();
        TopicFollower follower = new TopicFollower(
                TOPIC,
                servers,
                () -> {
                    starts.incrementAndGet();
                    return Map.of();
                },
                (key, value) -> {
                    if (text(value).equals("last") && starts.get() == 1) {
                        expire(0, 2);
                        throw new AssertionError("cut off, before it has come past them");
                    }
                    read.add(text(value));
                });
        send(0, "expired", "last");
        try (follower) {
            follower.start();
            await().until(() -> starts.get() == 2);
            send(0, "next");
            await().until(() -> read.contains("next"));
            await().until(follower::isCurrent);
        }
        assertThat(read).containsExactly("expired", "next");
        assertThat(starts).hasValue(2);
    }

    @Test
    void begins_at_the_beginning_where_the_topic_does_not_have_the_start() {
        send(0, "expired", "expired", "there");
        send(1, "there too");
        expire(0, 2);
        TopicFollower follower = follow(() -> Map.of(0, 1L, 1, 7L));
        await().until(follower::isCurrent);
        assertThat(read).containsExactlyInAnyOrder("there", "there too");
    }

    @Test
    void a_record_that_its_reader_rejects_stops_nothing() {
        TopicFollower follower = new TopicFollower(TOPIC, servers, StartPosition.BEGINNING, (key, value) -> {
            if (text(value).equals("bad")) {
                throw new UnreadableEventException("bad");
            }
            read.add(text(value));
        });
        try (follower) {
            send(0, "bad", "good");
            follower.start();
            await().until(follower::isCurrent);
            assertThat(read).containsExactly("good");
            assertThat(follower.lag()).isZero();
        }
    }

    @Test
    void knows_when_it_lags_and_when_it_has_caught_up() {
        CountDownLatch go = new CountDownLatch(1);
        TopicFollower follower = new TopicFollower(TOPIC, servers, StartPosition.BEGINNING, (key, value) -> {
            awaitQuietly(text(value).equals("slow") ? go : new CountDownLatch(0));
            read.add(text(value));
        });
        try (follower) {
            follower.start();
            await().until(follower::isCurrent);
            send(0, "slow", "after");
            await().until(() -> !follower.isCurrent());
            assertThat(follower.caughtUp()).as("it was, once").isTrue();
            go.countDown();
            await().until(follower::isCurrent);
            assertThat(read).containsExactly("slow", "after");
            assertThat(follower.age()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void is_not_current_without_the_broker() {
        TopicFollower follower = follow(StartPosition.BEGINNING);
        await().until(follower::isCurrent);
        kafka.stop();
        await().atMost(Duration.ofSeconds(20)).until(() -> !follower.isCurrent());
        await().atMost(Duration.ofSeconds(20)).until(() -> !follower.connected());
        assertThat(followers.call().getStatus()).isEqualTo(Status.DOWN);
    }

    private TopicFollower follow(StartPosition start) {
        return followers.follow(TOPIC, String.class, start, read::add);
    }

    private static String text(byte[] value) {
        return EventJson.read(value, String.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** What retention does. */
    private void expire(int partition, long before) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.deleteRecords(Map.of(new TopicPartition(TOPIC, partition), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException("the records are still there", failure);
        }
    }

    private void send(int partition, String... values) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, partition, "key", EventJson.write(value)));
            }
        }
    }
}
