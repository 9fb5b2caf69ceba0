package org.visita.kit.topics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads a topic from a start on, mostly its beginning, and goes on following it, so that this process holds the state in
 * memory. Not a member of a consumer group: each replica reads every partition, and nothing is committed. After a failure
 * it goes on where it was. If the topic does not have that any more, it begins anew: what it has missed is not skipped in
 * silence, but fetched by its start.
 *
 * <p>Survives a broker that is down, a topic that is not there yet and records that its reader rejects; the last are
 * logged by position and skipped, because one bad record must not hide all that follow.
 */
public final class TopicFollower implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration MEASURE = Duration.ofSeconds(1);

    private final String topic;
    private final Map<String, Object> config;
    private final StartPosition start;
    private final BiConsumer<String, byte[]> reader;
    private final Thread thread;
    private final Progress progress = new Progress();
    private volatile boolean started;
    private volatile boolean connected;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile KafkaConsumer<String, byte[]> consumer;

    /** @param reader takes key and value, in order per key; called on one thread, the one that asks for the start */
    public TopicFollower(
            String topic, String bootstrapServers, StartPosition start, BiConsumer<String, byte[]> reader) {
        this.topic = topic;
        this.start = start;
        this.reader = reader;
        this.config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                250);
        this.thread = Thread.ofPlatform().daemon().name("follow-" + topic).unstarted(this);
    }

    public TopicFollower start() {
        thread.start();
        return this;
    }

    public String topic() {
        return topic;
    }

    /** Whether all that stood in the topic when the following began has been read. Never becomes false again. */
    public boolean caughtUp() {
        return progress.caughtUp();
    }

    /** Whether the last poll reached the broker. */
    public boolean connected() {
        return connected;
    }

    /** Whether all that stood in the topic a moment ago has been read; false too if the broker does not tell. */
    public boolean isCurrent() {
        return progress.isCurrent();
    }

    /** How long it is since this was last current. */
    public Duration age() {
        return progress.age();
    }

    /** Records that are known to stand in the topic and have not been read. */
    public long lag() {
        return progress.lag();
    }

    /** Where the topic ended a moment ago, by partition. */
    public Map<Integer, Long> reached() {
        return progress.reached();
    }

    @Override
    public void run() {
        while (!isClosed()) {
            try (KafkaConsumer<String, byte[]> opened =
                    new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException ending) {
                return;
            } catch (OffsetOutOfRangeException expired) {
                started = false;
                LOG.warnf("%s does not have what was to be read next; starting anew in %s", topic, RETRY);
                pause();
            } catch (Exception | Error failure) {
                connected = false;
                LOG.warnf(
                        "Following %s failed (%s); trying again in %s",
                        topic, failure.getClass().getSimpleName(), RETRY);
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> opened) throws Exception {
        OpenTopic open = started
                ? OpenTopic.goOn(opened, topic, progress.applied())
                : OpenTopic.begin(opened, topic, start.find());
        progress.apply(open.positions());
        started = true;
        Map<Integer, Long> firstEnds = open.ends();
        progress.begin(firstEnds);
        connected = true;
        long measuredAt = System.nanoTime();
        while (!isClosed()) {
            opened.poll(POLL).forEach(this::read);
            progress.apply(open.positions());
            if (progress.catchUp(firstEnds)) {
                LOG.infof("Caught up with %s", topic);
            }
            // A poll that finds no broker just returns nothing; only a request with an answer tells.
            if (System.nanoTime() - measuredAt > MEASURE.toNanos()) {
                progress.measure(open.ends());
                measuredAt = System.nanoTime();
            }
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            // What is deleted has said so in its last entry; this only tells the broker to forget it.
            return;
        }
        try {
            reader.accept(record.key(), record.value());
        } catch (RuntimeException unreadable) {
            LOG.errorf(
                    "Skipped %s/%d/%d: %s",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    unreadable.getClass().getSimpleName());
        }
    }

    private void pause() {
        try {
            closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            closing.countDown();
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }
}
