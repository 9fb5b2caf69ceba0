package org.visita.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.sync.BookingSync;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSamples.Sample;
import org.visita.kit.topics.EventJson;

/** Each sample of each contract is a change that stands in the trail. */
@QuarkusTest
class StateChangeListenerTest implements Servers {

    private static final AtomicInteger COUNT = new AtomicInteger();

    record Case(EventType type, String action, Sample sample) {}

    @ParameterizedTest
    @MethodSource("cases")
    void every_change_stands_in_the_trail(Case one) throws Exception {
        String key = "key-" + COUNT.incrementAndGet();
        // Samples share their ids, and what comes twice stands in the trail once.
        byte[] payload = new String(one.sample().payload(), StandardCharsets.UTF_8)
                .replaceAll("(\"eventId\"\\s*:\\s*)\"[^\"]*\"", "$1\"" + UUID.randomUUID() + "\"")
                .getBytes(StandardCharsets.UTF_8);
        String process;
        long sequence;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
                new StringSerializer(),
                new ByteArraySerializer())) {
            // A tombstone says nothing, and holds up nothing.
            producer.send(new ProducerRecord<>(one.type().topic(), key, null)).get();
            var sent = producer.send(new ProducerRecord<>(one.type().topic(), key, payload))
                    .get();
            process = one.type().topic() + "/" + sent.partition();
            sequence = sent.offset() + 1;
        }

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Superuser.query(
                        "select action from audit_entry where process = ? and sequence = ?", process, sequence))
                .containsExactly(one.action()));
    }

    /** The outbox may send a message again: it is another record, but the same change. */
    @Test
    void a_message_that_is_sent_again_stands_in_the_trail_once() {
        Sample sample = ContractSamples.of(EventType.CATALOG_CHANGED).getFirst();
        String id = UUID.randomUUID().toString();
        Function<Long, AuditEntry> sent = offset -> {
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("a-topic", 0, offset, "key", sample.payload());
            record.headers().add(CloudEventHeaders.ID, id.getBytes(StandardCharsets.UTF_8));
            record.headers()
                    .add(CloudEventHeaders.TIME, "2026-03-01T08:00:00.123456Z".getBytes(StandardCharsets.UTF_8));
            return StateChanges.ofCatalog(record);
        };

        assertThat(sent.apply(1L).key()).isEqualTo(sent.apply(2L).key());
        assertThat(sent.apply(1L).id()).hasToString(id);
    }

    static Stream<Case> cases() {
        return Stream.of(
                        cases(EventType.BOOKING_CREATED, sample -> "booking.created"),
                        cases(EventType.BOOKING_UPDATED, sample -> "booking.updated"),
                        cases(EventType.BOOKING_CANCELLED, sample -> "booking.cancelled"),
                        cases(EventType.PATIENT_CHANGED, sample -> "patient.changed"),
                        cases(EventType.ACCESS_KEY_CHANGED, sample -> "key.changed"),
                        cases(EventType.CATALOG_CHANGED, StateChangeListenerTest::catalogAction),
                        cases(EventType.BOOKING_SYNC_CHANGED, StateChangeListenerTest::syncAction))
                .flatMap(List::stream);
    }

    private static String catalogAction(Sample sample) {
        return EventJson.read(sample.payload(), CatalogEntry.class).deleted() ? "catalog.deleted" : "catalog.changed";
    }

    private static String syncAction(Sample sample) {
        return switch (EventJson.read(sample.payload(), BookingSync.class).state()) {
            case PENDING -> "sync.pending";
            case WRITTEN -> "sync.written";
            case FAILED -> "sync.failed";
        };
    }

    private static List<Case> cases(EventType type, Function<Sample, String> action) {
        return ContractSamples.of(type).stream()
                .map(sample -> new Case(type, action.apply(sample), sample))
                .toList();
    }
}
