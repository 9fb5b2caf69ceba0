package org.visita.gateway.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;
import org.visita.gateway.limit.Limits;
import org.visita.gateway.limit.NetworkNames;
import org.visita.kit.ids.Ids;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@QuarkusTest
@TestProfile(BlockedProfile.class)
class BlockingTest extends GatewayTest {

    /** Abuse shows in fifteen seconds at the soonest. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @Inject
    ImposeBlock imposeBlock;

    @Inject
    BlockSeal seal;

    @Inject
    BlockWork work;

    @Inject
    Limits limits;

    @Inject
    NetworkNames names;

    @Inject
    Pool database;

    @Test
    void whoever_goes_on_is_blocked_and_nobody_else() throws IOException {
        TestKey curious = TestKeys.with("bookings:read");
        TestKey unlucky = TestKeys.with("bookings:read");
        TestKey neighbour = TestKeys.with("bookings:read");
        String stranger = RawHttp.get("/v1/bookings", "Host: visita");

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
            TestKeys.using(unlucky).get("/v1/bookings/unauthorized").then().statusCode(503);
            RawHttp.sendFrom("127.0.0.7", stranger);
            return isBlocked(TestKeys.using(curious).get("/v1/patients"));
        });

        Response refused = TestKeys.using(curious).get("/v1/bookings");
        refused.then().statusCode(429).body("code", equalTo("abnormal-usage-detected"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        // What goes wrong behind the gateway is held against nobody.
        TestKeys.using(unlucky).get("/v1/bookings").then().statusCode(200);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> RawHttp.sendFrom("127.0.0.7", stranger).text().contains("abnormal-usage-detected"));
        String good = RawHttp.get("/v1/bookings", "Host: visita", "X-API-Key: " + neighbour.text());
        assertThat(RawHttp.sendFrom("127.0.0.7", good).status()).isEqualTo(200);
        assertThat(RawHttp.sendFrom("127.0.0.8", stranger).status()).isEqualTo(401);

        listed_audited_and_lifted(curious);
    }

    private void listed_audited_and_lifted(TestKey curious) {
        await().atMost(AT_ONCE).until(() -> blockOf(curious) != null);
        String block = blockOf(curious);
        TestKeys.using(TestKeys.admin())
                .get("/v1/blocks/" + block)
                .then()
                .statusCode(200)
                .body("kind", equalTo("key"))
                .body("step", equalTo(1))
                .body("active", equalTo(true))
                .body("blockedBy", nullValue());
        TestKeys.using(TestKeys.admin()).get("/v1/keys/" + curious.id()).then().body("status", equalTo("blocked"));
        TestKeys.using(TestKeys.admin())
                .get("/v1/blocks?kind=address&active=true")
                .then()
                .statusCode(200)
                .body("items.address", hasItem("127.0.0.7"));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(TrailReader.entries(entry ->
                        block.equals(entry.resourceId()) && entry.action().equals("block.impose")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor()).hasToString("service:gateway");
                    assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
                    assertThat(entry.clinic()).isEqualTo(TestKeys.CLINIC);
                }));

        lift(block).then().statusCode(200).body("active", equalTo(false)).body("liftReason", equalTo("a mistake"));
        TestKeys.using(curious).get("/v1/bookings").then().statusCode(200);
        lift(block).then().statusCode(200).body("version", equalTo(2));
    }

    @Test
    void what_another_replica_blocks_is_blocked_here_within_a_second() throws Exception {
        TestKey key = TestKeys.with("bookings:read");
        Instant now = Instant.now();
        AccessBlock block =
                new AccessBlock(Ids.next().toString(), Kind.KEY, key.id(), 1, 1, now, now.plusSeconds(60), false, null);

        announce(seal.sign(block));

        await().atMost(AT_ONCE).until(() -> isBlocked(TestKeys.using(key).get("/v1/bookings")));
        announce(seal.sign(new AccessBlock(block.id(), Kind.KEY, key.id(), 2, 1, now, block.until(), true, null)));
        await().atMost(AT_ONCE)
                .until(() -> TestKeys.using(key).get("/v1/bookings").statusCode() == 200);
    }

    @Test
    void what_no_gateway_has_signed_blocks_nobody() throws Exception {
        TestKey forged = TestKeys.with("bookings:read");
        TestKey real = TestKeys.with("bookings:read");
        Instant now = Instant.now();
        AccessBlock block = seal.sign(new AccessBlock(
                Ids.next().toString(), Kind.KEY, real.id(), 1, 1, now, now.plusSeconds(60), false, null));

        announce(
                new AccessBlock(block.id(), Kind.KEY, forged.id(), 1, 1, now, block.until(), false, block.signature()));
        announce(block);

        // In order: when the second has come, the first has come too.
        await().atMost(AT_ONCE).until(() -> isBlocked(TestKeys.using(real).get("/v1/bookings")));
        TestKeys.using(forged).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void blocks_grow_and_end_with_a_suspended_key_that_a_person_enables() throws Throwable {
        TestKey key = TestKeys.with("bookings:read");
        Offender offender = Offender.key(key.id(), TestKeys.CLINIC);

        for (Duration length : new Duration[] {Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofHours(24)}) {
            BlockEntity row = impose(offender).row();
            assertThat(Duration.between(row.blockedAt, row.until)).isEqualTo(length);
            assertThat(impose(offender).isOurs()).as("while it stands").isFalse();
            end(row.id);
        }
        assertThat(impose(offender).suspended()).isTrue();

        await().atMost(AT_ONCE)
                .until(() -> TestKeys.using(key).get("/v1/bookings").statusCode() == 401);
        TestKeys.using(TestKeys.admin()).get("/v1/keys/" + key.id()).then().body("status", equalTo("suspended"));
        TestKeys.enable(key).then().statusCode(200);
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);
        assertThat(TopicReader.withKey(Topics.ACCESS_BLOCKS, "KEY/" + key.id()))
                .isNotEmpty()
                .allSatisfy(
                        record -> assertThat(ContractSchemas.violations(EventType.ACCESS_BLOCK_CHANGED, record.value()))
                                .isEmpty());
    }

    @Test
    void a_block_that_was_written_without_hearing_so_is_still_ours() throws Throwable {
        Offender offender = Offender.key(TestKeys.with("bookings:read").id(), TestKeys.CLINIC);
        UUID id = Ids.next();

        ImposeBlock.Imposed first = impose(id, offender);
        ImposeBlock.Imposed again = impose(id, offender);

        assertThat(again.isOurs()).isTrue();
        assertThat(again.row().id).isEqualTo(id);
        assertThat(again.row().step).isEqualTo(first.row().step);
        assertThat(impose(offender).isOurs()).isFalse();
    }

    @Test
    void a_block_is_found_in_the_database_when_no_topic_tells_of_it() {
        TestKey key = TestKeys.with("bookings:read");
        UUID block = Ids.next();

        query("""
                insert into access_block (block_id, kind, subject, clinic, step, blocked_at, until_at, version)
                values ($1, 'KEY', $2, $3, 1, now(), now() + interval '1 hour', 1)""", block, key.id(), TestKeys.CLINIC);

        await().atMost(PATIENCE).until(() -> isBlocked(TestKeys.using(key).get("/v1/bookings")));
        query("update access_block set lifted_at = now(), version = 2 where block_id = $1", block);
        await().atMost(PATIENCE)
                .until(() -> TestKeys.using(key).get("/v1/bookings").statusCode() == 200);
    }

    @Test
    void a_block_that_cannot_be_written_holds_and_is_written_when_it_can() {
        TestKey key = TestKeys.with("bookings:read");
        query("alter table access_block rename to access_block_away");
        try {
            work.impose(Offender.key(key.id(), TestKeys.CLINIC));
            assertThat(isBlocked(TestKeys.using(key).get("/v1/bookings"))).isTrue();
        } finally {
            query("alter table access_block_away rename to access_block");
        }

        await().atMost(PATIENCE).until(() -> blockOf(key) != null);
        lift(blockOf(key)).then().statusCode(200);
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void a_flag_that_redis_has_kept_too_long_blocks_nobody_and_all_is_counted() throws IOException {
        TestKey key = TestKeys.limited(1_000, 100, "bookings:read");
        String old = Ids.next().toString();
        String block = blockByHand(Map.of("keyId", key.id()));
        lift(block).then().statusCode(200);
        String network = blockByHand(Map.of("address", "127.0.0.9"));
        lift(network).then().statusCode(200);

        limits.flag(TestKeys.CLINIC, key.id(), old, Duration.ofHours(1));
        limits.flagNetwork(names.of("127.0.0.9"), network, Duration.ofHours(1));

        Response answer = TestKeys.using(key).get("/v1/bookings");
        answer.then().statusCode(200);
        assertThat(answer.header("RateLimit")).startsWith("\"min\";r=");
        RawHttp.Answer stranger = RawHttp.sendFrom("127.0.0.9", RawHttp.get("/v1/bookings", "Host: visita"));
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("RateLimit")).startsWith("\"failures\";r=");
    }

    private static String blockByHand(Map<String, String> what) {
        Map<String, String> body = new HashMap<>(what);
        body.put("reason", "under suspicion");
        body.put("until", Instant.now().plusSeconds(3_600).toString());
        return TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body(body)
                .post("/v1/blocks")
                .jsonPath()
                .getString("id");
    }

    private void query(String sql, Object... parameters) {
        database.preparedQuery(sql)
                .execute(Tuple.from(List.of(parameters)))
                .await()
                .indefinitely();
    }

    private ImposeBlock.Imposed impose(Offender offender) throws Throwable {
        return impose(Ids.next(), offender);
    }

    private ImposeBlock.Imposed impose(UUID id, Offender offender) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> imposeBlock.impose(id, offender, Instant.now()));
    }

    private void end(UUID block) {
        database.preparedQuery("update access_block set blocked_at = now(), until_at = now() where block_id = $1")
                .execute(Tuple.of(block))
                .await()
                .indefinitely();
    }

    private static String blockOf(TestKey key) {
        return TestKeys.using(TestKeys.admin())
                .get("/v1/blocks?kind=key&active=true&limit=100")
                .jsonPath()
                .getString("items.find { it.keyId == '" + key.id() + "' }?.id");
    }

    private static Response lift(String block) {
        return TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body(Map.of("reason", "a mistake"))
                .post("/v1/blocks/" + block + "/lift");
    }

    private static boolean isBlocked(Response response) {
        return response.statusCode() == 429
                && response.jsonPath().getString("code").equals("abnormal-usage-detected");
    }

    private static void announce(AccessBlock block) throws Exception {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.ACCESS_BLOCKS, "KEY/" + block.subject(), EventJson.write(block)))
                    .get();
        }
    }
}
