package org.visita.kit.outbox;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.kit.topics.EventJson;

/** Sends rows of the outbox to Kafka as CloudEvents in binary mode, and waits until the broker has them all. */
@ApplicationScoped
class OutboxPublisher {

    private final Map<String, Object> config;
    private final String source;
    private Producer<String, byte[]> producer;

    @Inject
    OutboxPublisher(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "quarkus.application.name") String service,
            OutboxConfig outbox) {
        this.source = "/visita/" + service;
        this.config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                // The producer gives up before the relay does, so that the relay's next try cannot overtake this one.
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) outbox.publishTimeout().minusSeconds(2).toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                3_000L);
    }

    /** Returns when the broker has acknowledged every row; fails if it has not within the limit. */
    void publish(List<OutboxRow> rows, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            sent.add(producer().send(toRecord(row)));
        }
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private ProducerRecord<String, byte[]> toRecord(OutboxRow row) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(row.topic(), row.key(), row.payload());
        header(record, CloudEventHeaders.SPEC_VERSION, "1.0");
        header(record, CloudEventHeaders.ID, row.id());
        header(record, CloudEventHeaders.TYPE, row.type());
        header(record, CloudEventHeaders.SOURCE, source);
        header(record, CloudEventHeaders.SUBJECT, row.key());
        header(record, CloudEventHeaders.TIME, row.createdAt().toString());
        header(record, CloudEventHeaders.CONTENT_TYPE, "application/json");
        header(record, CloudEventHeaders.TRACE_PARENT, row.traceparent());
        if (row.headers() == null) {
            header(
                    record,
                    CloudEventHeaders.DATA_SCHEMA,
                    EventType.of(row.type()).dataSchema());
        } else {
            extraHeaders(row).forEach((name, value) -> header(record, name, value));
        }
        return record;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> extraHeaders(OutboxRow row) {
        return EventJson.read(row.headers().getBytes(StandardCharsets.UTF_8), Map.class);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        if (value != null) {
            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
