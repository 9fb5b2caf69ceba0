package org.visita.ehrsync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.access.SmartKeys;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.kit.topics.EventJson;

@QuarkusTest
class ConnectionSettingsTest extends ComponentTest {

    private static final String SECRET = "s3cr3t-of-the-clinic";

    @Inject
    AgroalDataSource database;

    @Test
    void everything_that_is_set_is_read_back_but_no_secret() throws SQLException {
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = wanted(Map.of(
                "credentials", clientCredentials("https://login.ehr.example/token"),
                "limits", Map.of("requestsPerSecond", 20, "concurrency", 4),
                "retry", Map.of("attempts", 5, "maxAge", "PT1H", "firstPause", "PT1S", "longestPause", "PT1M"),
                "flow",
                        Map.of(
                                "direction", "both",
                                "holds", true,
                                "visitTypes", List.of("a", "b", "a"),
                                "practitioners", List.of("c"),
                                "locations", List.of(),
                                "fields", List.of("service-type", "location"))));
        Response created = post(wanted, key);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        String id = created.jsonPath().getString("id");
        pause(id);
        Response read = clinic.asking().get("/v1/connections/" + id);

        assertThat(read.jsonPath().getMap("limits")).isEqualTo(wanted.get("limits"));
        assertThat(read.jsonPath().getMap("retry")).isEqualTo(wanted.get("retry"));
        assertThat(read.jsonPath().getString("flow.direction")).isEqualTo("both");
        assertThat(read.jsonPath().getBoolean("flow.holds")).isTrue();
        assertThat(read.jsonPath().getList("flow.visitTypes")).containsExactly("a", "b");
        assertThat(read.jsonPath().getList("flow.fields")).containsExactly("service-type", "location");
        assertThat(read.jsonPath().getMap("credentials"))
                .isEqualTo(Map.of(
                        "type", "client-credentials",
                        "readable", true,
                        "tokenUrl", "https://login.ehr.example/token",
                        "clientId", "visita",
                        "scope", "system/*.write"));
        for (Response answer :
                List.of(created, read, post(wanted, key), clinic.asking().get("/v1/connections"))) {
            assertThat(answer.asString()).doesNotContain(SECRET);
        }
        assertThat(stored("connection")).doesNotContain(SECRET);
        assertThat(stored("idempotency_key")).doesNotContain(SECRET);
    }

    @Test
    void the_same_key_with_another_secret_is_another_request() {
        String key = UUID.randomUUID().toString();
        assertThat(post(wanted(Map.of("credentials", bearer("one"))), key).statusCode())
                .isEqualTo(201);
        Response other = post(wanted(Map.of("credentials", bearer("two"))), key);

        assertThat(other.jsonPath().getString("code")).isEqualTo("idempotency-key-reused");
        clinic.asking()
                .get("/v1/connections")
                .jsonPath()
                .<String>getList("items.id")
                .forEach(this::pause);
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        Response refused = post(
                Map.of(
                        "name", " ",
                        "baseUrl", "https://me@ehr.example",
                        "credentials", Map.of("type", "client-credentials", "tokenUrl", "ftp://x", "token", SECRET),
                        "limits", Map.of("requestsPerSecond", 0, "concurrency", 65),
                        "retry",
                                Map.of("attempts", 101, "maxAge", "P31D", "firstPause", "PT2M", "longestPause", "PT1M"),
                        "flow", Map.of("visitTypes", List.of(""))),
                null);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.pointer"))
                .containsExactlyInAnyOrder(
                        "/name",
                        "/baseUrl",
                        "/credentials/tokenUrl",
                        "/credentials/token",
                        "/credentials/clientId",
                        "/credentials/clientSecret",
                        "/limits/requestsPerSecond",
                        "/limits/concurrency",
                        "/retry/attempts",
                        "/retry/maxAge",
                        "/retry/longestPause",
                        "/flow/visitTypes/0");
        assertThat(refused.asString()).doesNotContain(SECRET);
    }

    @Test
    void a_secret_goes_to_no_other_server_than_it_was_entered_for() {
        String id = created(Map.of("credentials", bearer(SECRET)));
        String elsewhere = clinic.ehr.baseUrl().replace("127.0.0.1", "localhost");

        Response refused = put(id, 1, wanted(Map.of("baseUrl", elsewhere)));
        Response renamed = put(id, 1, wanted(Map.of("name", "Renamed", "baseUrl", clinic.ehr.baseUrl() + "/r4")));
        Response moved = put(id, 2, wanted(Map.of("baseUrl", elsewhere, "credentials", Map.of("type", "none"))));
        pause(id);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.pointer")).containsExactly("/credentials");
        assertThat(renamed.jsonPath().getString("credentials.type")).isEqualTo("bearer");
        assertThat(moved.jsonPath().getString("credentials.type")).isEqualTo("none");
    }

    @Test
    void a_key_is_made_shown_in_public_and_kept_while_the_ehr_stays() {
        Map<String, Object> smart = Map.of(
                "type", "smart-backend", "tokenUrl", "https://login.ehr.example/token", "clientId", "v", "scope", "s");
        String id = created(Map.of("credentials", smart));
        Map<String, Object> made = keys(id).getFirst();

        put(id, 1, wanted(Map.of("name", "Renamed", "credentials", smart)));
        Map<String, Object> kept = keys(id).getFirst();
        // The EHR gives out the id for the key: it is not there before.
        Map<String, Object> registered = new HashMap<>(smart);
        registered.put("clientId", "given-by-the-ehr");
        put(id, 2, wanted(Map.of("credentials", registered)));
        Map<String, Object> onboarded = keys(id).getFirst();
        put(
                id,
                3,
                wanted(Map.of(
                        "baseUrl", clinic.ehr.baseUrl().replace("127.0.0.1", "localhost"), "credentials", smart)));
        Map<String, Object> other = keys(id).getFirst();
        pause(id);

        assertThat(made)
                .containsEntry("kty", "EC")
                .containsEntry("crv", "P-384")
                .containsEntry("alg", "ES384");
        assertThat(made).doesNotContainKey("d").containsKeys("x", "y", "kid");
        assertThat(kept).isEqualTo(made);
        assertThat(onboarded).isEqualTo(made);
        assertThat(other.get("x")).isNotEqualTo(made.get("x"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_key_of_their_own_has_to_be_one() {
        Map<String, Object> good = EventJson.read(SmartKeys.make().getBytes(StandardCharsets.UTF_8), Map.class);
        Map<String, Object> stranger = EventJson.read(SmartKeys.make().getBytes(StandardCharsets.UTF_8), Map.class);
        Map<String, Object> publicOnly = new HashMap<>(good);
        publicOnly.remove("d");
        Map<String, Object> mixed = new HashMap<>(good);
        mixed.put("d", stranger.get("d"));

        for (Map<String, Object> bad : List.of(publicOnly, mixed, Map.<String, Object>of("kty", "oct", "k", "AAAA"))) {
            Response refused = post(wanted(Map.of("credentials", smart(bad))), null);
            assertThat(refused.jsonPath().getList("errors.pointer")).containsExactly("/credentials/privateJwk");
        }
        String id = created(Map.of("credentials", smart(good)));
        pause(id);
        assertThat(keys(id).getFirst()).containsEntry("x", good.get("x")).doesNotContainKey("d");
    }

    @Test
    void is_removed_when_it_is_paused_and_says_so_of_what_waited() {
        clinic.connect();
        clinic.pause();
        BookingSnapshot waits = clinic.book();
        clinic.awaitPending(List.of(waits));
        clinic.resume();
        String path = "/v1/connections/" + clinic.connection();
        assertThat(clinic.asking().header("If-Match", "\"3\"").delete(path).statusCode())
                .isEqualTo(409);
        clinic.awaitHeld(waits);
        clinic.ehr.goDown();
        BookingSnapshot next = clinic.book();
        clinic.awaitPending(List.of(next));
        clinic.pause();

        assertThat(clinic.asking().delete(path).statusCode()).isEqualTo(428);
        await().until(() ->
                clinic.asking().header("If-Match", "\"4\"").delete(path).statusCode() == 204);

        assertThat(clinic.asking().get(path).statusCode()).isEqualTo(404);
        assertThat(clinic.awaitSync(next, BookingSync.State.FAILED).reason()).isEqualTo("connection-removed");
        clinic.ehr.goUp();
        clinic.connect();
        clinic.awaitHeld(next);
    }

    private static Map<String, Object> smart(Map<String, Object> jwk) {
        return Map.of(
                "type", "smart-backend",
                "tokenUrl", "https://login.ehr.example/token",
                "clientId", "v",
                "scope", "s",
                "privateJwk", jwk);
    }

    private static Map<String, Object> bearer(String token) {
        return Map.of("type", "bearer", "token", token);
    }

    private static Map<String, Object> clientCredentials(String tokenUrl) {
        return Map.of(
                "type", "client-credentials",
                "tokenUrl", tokenUrl,
                "clientId", "visita",
                "clientSecret", SECRET,
                "scope", "system/*.write");
    }

    private Map<String, Object> wanted(Map<String, Object> more) {
        Map<String, Object> wanted = new HashMap<>(Map.of("name", "The EHR", "baseUrl", clinic.ehr.baseUrl()));
        wanted.putAll(more);
        return wanted;
    }

    private String created(Map<String, Object> more) {
        Response created = post(wanted(more), null);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return created.jsonPath().getString("id");
    }

    private Response post(Map<String, Object> body, String key) {
        var request = clinic.asking().body(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/v1/connections");
    }

    private Response put(String id, int version, Map<String, Object> body) {
        return clinic.asking()
                .header("If-Match", '"' + Integer.toString(version) + '"')
                .body(body)
                .put("/v1/connections/" + id);
    }

    private List<Map<String, Object>> keys(String id) {
        return clinic.asking().get("/v1/connections/" + id + "/jwks").jsonPath().getList("keys");
    }

    private void pause(String id) {
        clinic.act("/v1/connections/" + id + "/pause", 200);
    }

    private String stored(String table) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = database.getConnection();
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("select * from " + table + " where clinic = '" + clinic.id + "'")) {
            assertThat(found.isBeforeFirst()).isTrue();
            while (found.next()) {
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    byte[] bytes = found.getBytes(column);
                    rows.append(bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return rows.toString();
    }
}
