package org.visita.audit.entry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.testing.Tokens;
import org.visita.kit.topics.EventJson;

/** Both ends of the trail: what services write to the topic, and what a caller reads. */
public final class Trail {

    public static final Duration SOON = Duration.ofSeconds(10);

    private Trail() {}

    public static void write(AuditEvent... events) {
        writeRaw(Stream.of(events).map(EventJson::write).toList(), events[0].clinic());
    }

    public static void writeRaw(List<byte[]> records, String key) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = records.stream()
                    .map(value -> producer.send(new ProducerRecord<>(Topics.AUDIT_EVENTS, key, value)))
                    .toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How far the service has committed, per partition that holds anything. */
    public static Map<TopicPartition, Long> committed() {
        return asAdmin(admin -> admin.listConsumerGroupOffsets("audit-service")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Where the topic ends, per partition that holds anything. */
    public static Map<TopicPartition, Long> written() {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, 6)
                .mapToObj(partition -> new TopicPartition(Topics.AUDIT_EVENTS, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return asAdmin(admin -> admin.listOffsets(ends).all().get()).entrySet().stream()
                .filter(entry -> entry.getValue().offset() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private interface AdminCall<T> {
        T on(Admin admin) throws ExecutionException, InterruptedException;
    }

    private static <T> T asAdmin(AdminCall<T> call) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return call.on(admin);
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    public static RequestSpecification readerOf(String clinic) {
        return given().auth().oauth2(Tokens.throughDoorIn(clinic, "audit:read"));
    }

    public static List<String> ids(String clinic, Map<String, ?> filter) {
        return readerOf(clinic)
                .queryParams(filter)
                .get("/v1/audit")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    public static void awaitEntries(String clinic, int count) {
        await().atMost(SOON).until(() -> ids(clinic, Map.of("limit", 100)).size() == count);
    }

    /** A clinic that no other test writes for. */
    public static String newClinic() {
        return "clinic-" + UUID.randomUUID();
    }
}
