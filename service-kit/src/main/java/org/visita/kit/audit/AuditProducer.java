package org.visita.kit.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.kit.audit.OutgoingEntry.Standing;

/** Sends entries to Kafka, as CloudEvents in binary mode. */
final class AuditProducer {

    private final Map<String, Object> config;
    private final Map<String, byte[]> same;
    private final AtomicLong refused = new AtomicLong();
    private volatile Throwable failure;
    private Producer<String, byte[]> producer;

    AuditProducer(String bootstrapServers, String service) {
        this.same = ofAll(service);
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
                5,
                // It tries for ever, in order: one that gave up would be overtaken by those behind it.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000L,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                2_000L);
    }

    /** Hands it to the producer. If that fails at once, {@link #failure} says so when this returns. */
    void send(OutgoingEntry entry) {
        entry.is(Standing.SENT, false);
        ProducerRecord<String, byte[]> record;
        try {
            record = record(entry.read());
        } catch (RuntimeException noEntry) {
            // What another version of us has written, perhaps.
            answered(entry, new SerializationException(noEntry));
            return;
        }
        try {
            producer().send(record, (place, cause) -> answered(entry, cause));
        } catch (RuntimeException notTaken) {
            answered(entry, notTaken);
        }
    }

    private void answered(OutgoingEntry entry, Throwable cause) {
        if (cause == null) {
            entry.is(Standing.DONE, true);
        } else if (cause instanceof RecordTooLargeException || cause instanceof SerializationException) {
            // Of itself: trying again would hold up all that follow, for ever.
            refused.incrementAndGet();
            entry.is(Standing.DONE, true);
        } else {
            failure = cause;
            entry.is(Standing.FAILED, false);
        }
    }

    /** What went wrong since the last {@link #reset}; null if nothing did. */
    Throwable failure() {
        return failure;
    }

    /** Gives up what is under way: it may be past use (fenced, or out of sequence). */
    void reset() {
        close(Duration.ZERO);
        failure = null;
    }

    /** How many the broker will never take, since this was asked last. */
    long refused() {
        return refused.getAndSet(0);
    }

    void close(Duration limit) {
        if (producer != null) {
            producer.close(limit);
            producer = null;
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private ProducerRecord<String, byte[]> record(JournalRecord entry) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.AUDIT_EVENTS, entry.clinic(), entry.event());
        Headers headers = record.headers();
        same.forEach(headers::add);
        header(headers, CloudEventHeaders.ID, entry.head()[0]);
        header(headers, CloudEventHeaders.TIME, entry.head()[1]);
        header(headers, CloudEventHeaders.SUBJECT, entry.clinic());
        header(headers, CloudEventHeaders.TRACE_PARENT, entry.traceParent());
        return record;
    }

    private static Map<String, byte[]> ofAll(String service) {
        return Map.of(
                CloudEventHeaders.SPEC_VERSION,
                bytes("1.0"),
                CloudEventHeaders.TYPE,
                bytes(EventType.AUDIT_RECORDED.code()),
                CloudEventHeaders.SOURCE,
                bytes("/visita/" + service),
                CloudEventHeaders.DATA_SCHEMA,
                bytes(EventType.AUDIT_RECORDED.dataSchema()),
                CloudEventHeaders.CONTENT_TYPE,
                bytes("application/json"));
    }

    private static void header(Headers headers, String name, String value) {
        if (value != null) {
            headers.add(name, bytes(value));
        }
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
