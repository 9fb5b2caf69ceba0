package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.gateway.TestKeys.admin;
import static org.visita.gateway.TestKeys.using;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.kit.outbox.Transactions;

@QuarkusTest
class KeyStateTest extends GatewayTest {

    private static final String CLINIC = "clinic-of-states";

    @Inject
    AgroalDataSource database;

    @Inject
    SuspendKey suspend;

    @Inject
    Transactions transactions;

    @Test
    void revoked_is_for_good() {
        TestKey key = TestKeys.with("slots:read");

        act(key, "revoke").then().statusCode(200).body("status", equalTo("revoked"));
        using(key).get("/v1/slots").then().statusCode(401);
        act(key, "revoke").then().statusCode(200).body("version", equalTo(2));
        for (String what : List.of("enable", "disable", "rotate")) {
            act(key, what).then().statusCode(422).body("code", equalTo("not-allowed-in-state"));
        }
        using(admin())
                .contentType("application/json")
                .header("If-Match", "\"2\"")
                .body(Map.of("label", "b", "scopes", List.of("slots:read")))
                .put("/v1/keys/" + key.id())
                .then()
                .statusCode(422);
        using(key).get("/v1/slots").then().statusCode(401);
    }

    @Test
    void a_suspended_key_opens_again_when_somebody_enables_it() throws Throwable {
        TestKey key = TestKeys.with("slots:read");

        assertThat(suspend(key.id())).isTrue();
        using(key).get("/v1/slots").then().statusCode(401);
        using(admin()).get("/v1/keys/" + key.id()).then().body("status", equalTo("suspended"));
        assertThat(suspend(key.id())).isFalse();
        act(key, "enable").then().statusCode(200).body("status", equalTo("active"));
        using(key).get("/v1/slots").then().statusCode(200);
        assertThat(suspend("nobody000000")).isFalse();
    }

    @Test
    void the_last_operator_is_not_weakened_on_any_path() throws Throwable {
        ApiKey bootstrap = ApiKey.parse(admin()).orElseThrow();
        TestKey last = new TestKey(bootstrap.id(), admin());
        TestKey brief = TestKeys.make(
                Map.of("label", "brief", "scopes", List.of("platform:operate"), "expiresAt", "2035-01-01T00:00:00Z"));
        TestKey inside = TestKeys.make(
                Map.of("label", "inside", "scopes", List.of("platform:operate"), "networks", List.of("127.0.0.1")));
        try {
            for (String what : List.of("disable", "revoke")) {
                act(last, what).then().statusCode(422).body("code", equalTo("not-allowed-in-state"));
            }
            change(last, Map.of("scopes", List.of("keys:write"))).then().statusCode(422);
            change(last, Map.of("expiresAt", "2034-01-01T00:00:00Z")).then().statusCode(422);
            change(last, Map.of("networks", List.of("127.0.0.1"))).then().statusCode(422);
            assertThat(suspend(last.id())).isFalse();
            using(admin()).get("/v1/keys/" + last.id()).then().body("version", equalTo(1));
        } finally {
            act(brief, "revoke").then().statusCode(200);
            act(inside, "revoke").then().statusCode(200);
        }
    }

    @Test
    void the_list_is_narrowed_to_a_state_and_a_label() throws SQLException {
        TestKey active = make("Front desk", Map.of());
        TestKey disabled = make("Kiosk", Map.of());
        TestKey ending = make("front 100%", Map.of("expiresAt", in(ChronoUnit.DAYS, 6)));
        TestKey lasting = make("lasting", Map.of("expiresAt", in(ChronoUnit.DAYS, 8)));
        TestKey rotated = make("rotated", Map.of());
        TestKey ended = make("ended", Map.of());
        TestKey revoked = make("revoked", Map.of());
        act(disabled, "disable").then().statusCode(200);
        act(rotated, "rotate").then().statusCode(200);
        act(revoked, "revoke").then().statusCode(200);
        end(ended);

        assertThat(list("status", "active")).containsExactly(active.id(), lasting.id());
        assertThat(list("status", "expiring")).containsExactly(ending.id(), rotated.id());
        assertThat(list("status", "expired")).containsExactly(ended.id());
        assertThat(list("status", "disabled")).containsExactly(disabled.id());
        assertThat(list("status", "revoked")).containsExactly(revoked.id());
        assertThat(list("status", "suspended")).isEmpty();
        assertThat(list("label", "FRONT")).containsExactly(active.id(), ending.id());
        assertThat(list("label", "%")).containsExactly(ending.id());
        for (String state : List.of("active", "expiring", "expired", "disabled", "revoked")) {
            assertThat(answer("status", state).jsonPath().getList("items.status", String.class))
                    .containsOnly(state);
        }
        answer("status", "blue").then().statusCode(400).body("errors[0].pointer", equalTo("?status"));
        answer("colour", "blue").then().statusCode(400);
    }

    private static TestKey make(String label, Map<String, ?> more) {
        Map<String, Object> request = new java.util.HashMap<>(more);
        request.putAll(Map.of("label", label, "scopes", List.of("slots:read"), "clinicId", CLINIC));
        return TestKeys.make(request);
    }

    private static Response change(TestKey key, Map<String, ?> more) {
        Map<String, Object> request = new java.util.HashMap<>(Map.of(
                "label",
                "bootstrap",
                "scopes",
                Scope.allCodes(),
                "limits",
                Map.of("perSecond", 500, "perMinute", 15000)));
        request.putAll(more);
        return using(admin())
                .contentType("application/json")
                .header("If-Match", "*")
                .body(request)
                .put("/v1/keys/" + key.id());
    }

    private static Response act(TestKey key, String what) {
        return using(admin()).post("/v1/keys/" + key.id() + "/" + what);
    }

    private boolean suspend(String keyId) throws Throwable {
        AccessKey suspended =
                VertxContextSupport.subscribeAndAwait(() -> transactions.write(() -> suspend.suspend(keyId)));
        if (suspended != null) {
            suspend.apply(suspended);
        }
        return suspended != null;
    }

    private static Response answer(String filter, String value) {
        return using(admin())
                .queryParam("clinicId", CLINIC)
                .queryParam(filter, value)
                .get("/v1/keys");
    }

    private static List<String> list(String filter, String value) {
        return answer(filter, value).jsonPath().getList("items.id", String.class);
    }

    private static String in(ChronoUnit unit, long amount) {
        return Instant.now().plus(amount, unit).toString();
    }

    private void end(TestKey key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update access_key set expires_at = now() - interval '1 s' where key_id = ?")) {
            update.setString(1, key.id());
            update.executeUpdate();
        }
    }
}
