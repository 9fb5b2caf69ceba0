package org.visita.local.bench.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.local.stack.StackProblem;

/** Puts events on their topics as the services would. */
final class Telling implements AutoCloseable {

    /** As events are written and read. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final Producer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Telling(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void catalog(List<CatalogEntry> entries) {
        entries.forEach(entry -> send(new ProducerRecord<>(
                Topics.AVAILABILITY_CATALOG,
                entry.kind().name().toLowerCase(Locale.ROOT) + "/" + entry.id(),
                json(entry))));
        flush();
    }

    /** Returns when the broker has them all. */
    void bookings(List<BookingEvent> events) {
        events.forEach(event -> send(record(event)));
        flush();
    }

    private static ProducerRecord<String, byte[]> record(BookingEvent event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.BOOKING_EVENTS, event.booking().id(), json(event));
        Map.of(
                        CloudEventHeaders.SPEC_VERSION, "1.0",
                        CloudEventHeaders.ID, event.eventId(),
                        CloudEventHeaders.TYPE, event.type(),
                        CloudEventHeaders.SOURCE, "/visita/bench",
                        CloudEventHeaders.SUBJECT, event.booking().id(),
                        CloudEventHeaders.TIME, event.occurredAt().toString(),
                        CloudEventHeaders.CONTENT_TYPE, "application/json",
                        CloudEventHeaders.DATA_SCHEMA, EventType.BOOKING_CREATED.dataSchema())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static byte[] json(Object event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        producer.send(record, (_, failed) -> {
            if (failed != null) failure.compareAndSet(null, failed);
        });
    }

    private void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new StackProblem("Events could not be sent: " + failed.getMessage(), "Try again.", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
