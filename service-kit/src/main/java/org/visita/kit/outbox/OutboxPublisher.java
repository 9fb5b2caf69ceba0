package org.visita.kit.outbox;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
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
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
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

    /**
     * Sends the rows in order and waits until the broker has answered for each that was sent.
     *
     * <p>Stops sending at the first that fails, so that of one key a later row does not overtake an earlier one. A row
     * that can never be sent is told apart: it must not hold up the others.
     */
    Published publish(List<OutboxRow> rows, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Map<OutboxRow, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        Future<RecordMetadata> last = null;
        Published published = new Published();
        for (OutboxRow row : rows) {
            if (System.nanoTime() > deadline || hasFailed(last)) {
                break;
            }
            try {
                last = producer().send(toRecord(row));
                sent.put(row, last);
            } catch (IllegalArgumentException | SerializationException never) {
                published.refused(row, never);
            }
        }
        for (Map.Entry<OutboxRow, Future<RecordMetadata>> each : sent.entrySet()) {
            await(each.getKey(), each.getValue(), Math.max(1, deadline - System.nanoTime()), published);
        }
        if (published.failure() != null) {
            // It may be past use (fenced, or out of sequence); the next try makes a new one.
            close();
        }
        return published;
    }

    private static void await(OutboxRow row, Future<RecordMetadata> answer, long nanos, Published published)
            throws InterruptedException {
        try {
            answer.get(nanos, TimeUnit.NANOSECONDS);
            published.acknowledged(row);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RecordTooLargeException
                    || failure.getCause() instanceof InvalidTopicException) {
                published.refused(row, failure.getCause());
            } else {
                published.failed(failure.getCause());
            }
        } catch (TimeoutException late) {
            published.failed(late);
        }
    }

    private static boolean hasFailed(Future<RecordMetadata> answer) {
        return answer != null && answer.state() == Future.State.FAILED;
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
            // In place of one of that name: a dead letter keeps the id and the source of the event that it was.
            record.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
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
            producer = null;
        }
    }
}
