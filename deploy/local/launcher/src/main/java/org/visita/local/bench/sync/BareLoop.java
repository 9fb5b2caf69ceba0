package org.visita.local.bench.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.local.bench.EventSender;

/**
 * What one would write who cares for nothing but speed: takes records, makes Appointments and puts them. Keeps nothing,
 * asks for nothing, and loses all when it is killed.
 */
final class BareLoop implements AutoCloseable {

    private static final int TRIES = 5;
    private static final Duration POLL = Duration.ofMillis(50);

    private final URI ehr;
    private final int atATime;
    private final Semaphore free;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<String> wrong = new AtomicReference<>();

    /** Begins behind what is on the topic now. */
    BareLoop(String bootstrapServers, URI ehr, int atATime) {
        this.ehr = ehr;
        this.atATime = atATime;
        free = new Semaphore(atATime);
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.BOOKING_EVENTS).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * Takes so many records, and returns when all of them are answered.
     *
     * @param seen is told of each event, on any thread
     */
    void take(int count, Consumer<BookingEvent> seen) throws InterruptedException {
        for (int taken = 0; taken < count; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                free.acquire();
                threads.execute(() -> put(record.value(), seen));
                taken++;
            }
        }
        free.acquire(atATime);
        free.release(atATime);
    }

    /** The first answer that was no success. */
    Optional<String> wrong() {
        return Optional.ofNullable(wrong.get());
    }

    private void put(byte[] event, Consumer<BookingEvent> seen) {
        try {
            BookingEvent read = EventSender.JSON.readValue(event, BookingEvent.class);
            seen.accept(read);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(ehr + "/Appointment/" + read.booking().id()))
                    .header("Content-Type", "application/fhir+json")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(BareAppointment.of(read.booking())))
                    .build();
            HttpResponse<byte[]> answer = send(request);
            if (answer.statusCode() / 100 != 2) wrong.compareAndSet(null, "status " + answer.statusCode());
        } catch (IOException e) {
            wrong.compareAndSet(null, e.toString());
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    /**
     * The client sometimes closes a pooled connection under a request whose answer comes at once, as it takes it for
     * data that nobody asked for. A PUT may be sent again.
     */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        for (int left = TRIES; ; left--) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            } catch (IOException e) {
                if (left == 1) throw e;
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
        consumer.close();
    }
}
