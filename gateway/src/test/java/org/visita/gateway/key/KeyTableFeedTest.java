package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@QuarkusTest
class KeyTableFeedTest extends GatewayTest {

    @Inject
    KeySignature signature;

    @Test
    void every_change_is_announced_as_the_contract_says_and_without_the_secret() {
        TestKey key = TestKeys.with("bookings:read");
        TestKeys.disable(key).then().statusCode(200);

        await().atMost(Duration.ofSeconds(10)).until(() -> announced(key).size() >= 2);
        List<ConsumerRecord<String, byte[]>> records = announced(key);
        assertThat(records).allSatisfy(record -> assertThat(
                        ContractSchemas.violations(EventType.ACCESS_KEY_CHANGED, record.value()))
                .isEmpty());
        assertThat(records)
                .extracting(record ->
                        EventJson.read(record.value(), AccessKey.class).status())
                .containsExactly(Status.ACTIVE, Status.DISABLED);
        String secret = ApiKey.parse(key.text()).orElseThrow().secret();
        assertThat(new String(records.getFirst().value())).doesNotContain(secret);
    }

    @Test
    void what_another_replica_did_holds_here_within_a_second() throws Exception {
        TestKey key = TestKeys.with("bookings:read");
        await().until(() -> !announced(key).isEmpty());
        AccessKey known = EventJson.read(announced(key).getFirst().value(), AccessKey.class);

        announce(disabled(known, 2));

        await().atMost(Duration.ofSeconds(1)).until(() -> status(key) == 401);
        announce(known);
        announce(enabled(known, 3));
        await().atMost(Duration.ofSeconds(1)).until(() -> status(key) == 200);
    }

    @Test
    void every_sample_of_the_contract_can_be_read() {
        KeyTable table = new KeyTable();

        ContractSamples.of(EventType.ACCESS_KEY_CHANGED)
                .forEach(sample -> table.apply(EventJson.read(sample.payload(), AccessKey.class)));

        assertThat(table.size()).isPositive();
    }

    @Test
    void readiness_says_whether_keys_are_followed_and_what_else_is_needed() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);

        JsonPath health = RestAssured.given()
                .port(port)
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(health.getList("checks.name", String.class))
                .anyMatch(name -> name.contains("Topics followed"))
                .anyMatch(name -> name.contains("atabase"))
                .anyMatch(name -> name.contains("Kafka"));
        assertThat(health.getString("checks.find { it.name == 'Topics followed in memory' }.data.'access.keys'"))
                .isEqualTo("current");
    }

    private static int status(TestKey key) {
        return TestKeys.using(key).get("/v1/bookings").statusCode();
    }

    private static List<ConsumerRecord<String, byte[]>> announced(TestKey key) {
        return TopicReader.withKey(Topics.ACCESS_KEYS, key.id());
    }

    private static AccessKey disabled(AccessKey key, int version) {
        return at(key, version, Status.DISABLED);
    }

    private static AccessKey enabled(AccessKey key, int version) {
        return at(key, version, Status.ACTIVE);
    }

    private static AccessKey at(AccessKey key, int version, Status status) {
        return new AccessKey(
                key.keyId(),
                key.clinic(),
                version,
                key.hash(),
                key.pepperVersion(),
                key.scopes(),
                status,
                key.expiresAt(),
                key.perSecond(),
                key.perMinute());
    }

    private void announce(AccessKey key) throws InterruptedException, ExecutionException {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.ACCESS_KEYS, key.keyId(), EventJson.write(signature.sign(key))))
                    .get();
        }
    }
}
