package org.visita.gateway.key;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.visita.gateway.TestKeys.admin;
import static org.visita.gateway.TestKeys.create;
import static org.visita.gateway.TestKeys.using;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

/** What a key may do to others, by what it is itself. */
@QuarkusTest
class KeyAuthorityTest extends GatewayTest {

    private static final Instant SOON = Instant.parse("2035-01-01T00:00:00Z");

    @Inject
    AgroalDataSource database;

    @Test
    void a_key_makes_none_that_outlives_it() {
        TestKey manager = TestKeys.make(
                Map.of("label", "brief", "scopes", List.of("keys:write", "slots:read"), "expiresAt", SOON.toString()));

        made(manager, Map.of()).then().statusCode(201).body("expiresAt", equalTo(SOON.toString()));
        made(manager, Map.of("expiresAt", SOON.minusSeconds(1).toString()))
                .then()
                .statusCode(201);
        made(manager, Map.of("expiresAt", SOON.plusSeconds(1).toString()))
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void a_key_makes_none_with_higher_limits() {
        TestKey manager = TestKeys.limited(9, 90, "keys:write", "slots:read");

        made(manager, Map.of())
                .then()
                .statusCode(201)
                .body("limits.perSecond", equalTo(9))
                .body("limits.perMinute", equalTo(90));
        made(manager, Map.of("limits", Map.of("perSecond", 10))).then().statusCode(403);
        made(manager, Map.of("limits", Map.of("perMinute", 91))).then().statusCode(403);
    }

    @Test
    void no_key_is_made_for_more_than_ten_years() {
        String late = Instant.now().plus(3_700, ChronoUnit.DAYS).toString();

        create(admin(), Map.of("label", "old", "scopes", List.of("slots:read"), "expiresAt", late))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/expiresAt"));
    }

    @Test
    void a_key_changes_only_keys_within_its_own_scopes() {
        TestKey manager = TestKeys.with("keys:write", "slots:read");
        TestKey less = TestKeys.with("slots:read");
        TestKey more = TestKeys.with("slots:read", "patients:read");

        change(manager.text(), less, "disable").then().statusCode(200);
        change(manager.text(), less, "enable").then().statusCode(200);
        change(manager.text(), more, "disable").then().statusCode(403).body("code", equalTo("forbidden"));
        change(manager.text(), more, "enable").then().statusCode(403);
        using(more).get("/v1/slots").then().statusCode(200);
    }

    @Test
    void an_operator_sees_and_changes_keys_of_every_clinic() {
        TestKey theirs = TestKeys.in("clinic-of-others", "slots:read");
        TestKey manager = TestKeys.with("keys:read");

        using(admin()).get("/v1/keys/" + theirs.id()).then().statusCode(200);
        using(admin())
                .get("/v1/keys?clinicId=clinic-of-others")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(theirs.id()));
        using(manager).get("/v1/keys?clinicId=clinic-of-others").then().statusCode(403);
        change(admin(), theirs, "disable").then().statusCode(200);
        using(theirs).get("/v1/slots").then().statusCode(401);
        change(admin(), theirs, "enable").then().statusCode(200);
    }

    @Test
    void the_last_key_that_operates_the_platform_cannot_be_disabled() {
        TestKey second = TestKeys.with("platform:operate");
        TestKey first = new TestKey(ApiKey.parse(admin()).orElseThrow().id(), admin());

        change(admin(), second, "disable").then().statusCode(200);
        change(admin(), first, "disable").then().statusCode(422).body("code", equalTo("not-allowed-in-state"));
        using(admin()).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void a_clinic_has_only_so_many_active_keys() throws SQLException {
        TestKey disabled = TestKeys.in("clinic-that-is-full", "slots:read");
        TestKeys.disable(disabled);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into access_key (key_id, clinic, label, hash, pepper_version, scopes, status, per_second,
                        per_minute, version, created_at, updated_at)
                    select 'full' || n, 'clinic-that-is-full', 'one of many', 'aGFzaA==', 1, 'slots:read', 'ACTIVE',
                        1, 1, 1, now(), now()
                    from generate_series(1, 500) n""");
        }

        create(admin(), Map.of("label", "a", "scopes", List.of("slots:read"), "clinicId", "clinic-that-is-full"))
                .then()
                .statusCode(422)
                .body("code", equalTo("limit-reached"));
        TestKeys.enable(disabled).then().statusCode(422).body("code", equalTo("limit-reached"));
        TestKeys.disable(disabled).then().statusCode(200);
    }

    @Test
    void who_makes_keys_and_revokes_them_comes_to_an_end_until_they_are_long_gone() throws SQLException {
        Map<String, Object> request =
                Map.of("label", "a", "scopes", List.of("slots:read"), "clinicId", "clinic-of-the-past");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into access_key (key_id, clinic, label, hash, pepper_version, scopes, status, per_second,
                        per_minute, version, created_at, updated_at)
                    select 'past' || n, 'clinic-of-the-past', 'one of many', 'aGFzaA==', 1, 'slots:read', 'REVOKED',
                        1, 1, 1, now(), now()
                    from generate_series(1, 2000) n""");
            create(admin(), request).then().statusCode(422).body("code", equalTo("limit-reached"));

            statement.executeUpdate(
                    "update access_key set updated_at = now() - interval '31 days' where key_id = 'past7'");
        }

        create(admin(), request).then().statusCode(201);
        create(admin(), request).then().statusCode(422);
    }

    private static Response made(TestKey maker, Map<String, ?> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("label", "made");
        request.put("scopes", List.of("slots:read"));
        return create(maker.text(), request);
    }

    private static Response change(String by, TestKey key, String what) {
        return using(by).post("/v1/keys/" + key.id() + "/" + what);
    }
}
