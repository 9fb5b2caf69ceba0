package org.visita.gateway.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.visita.gateway.TestKeys.admin;
import static org.visita.gateway.TestKeys.using;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class LastUsesTest extends GatewayTest {

    @Inject
    LastUses uses;

    @Inject
    KeyTable table;

    @Inject
    Pool pool;

    @Test
    void the_last_use_is_written_to_the_minute_and_changes_nothing_else() throws Throwable {
        TestKey key = TestKeys.with("slots:read");
        lastUsed(key, null);
        Instant before = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        using(key).get("/v1/slots").then().statusCode(200);
        Instant after = Instant.now().truncatedTo(ChronoUnit.MINUTES);

        write(uses);

        var shown = using(admin()).get("/v1/keys/" + key.id());
        assertThat(Instant.parse(shown.jsonPath().getString("lastUsedAt"))).isBetween(before, after);
        shown.then()
                .body("version", equalTo(1))
                .body("updatedAt", equalTo(shown.jsonPath().getString("createdAt")));
        assertThat(table.find(key.id()).orElseThrow().use().isWritten()).isTrue();
    }

    @Test
    void a_request_that_was_refused_is_no_use() throws Throwable {
        TestKey key = TestKeys.with("slots:read");
        TestKeys.disable(key);
        using(key).get("/v1/slots").then().statusCode(401);

        write(uses);

        lastUsed(key, null);
    }

    @Test
    void a_use_by_a_token_is_one_of_its_key() throws Throwable {
        TestKey key = TestKeys.with("slots:read");
        String token = given().formParam("grant_type", "client_credentials")
                .auth()
                .preemptive()
                .basic(key.id(), key.text())
                .post("/oauth2/token")
                .jsonPath()
                .getString("access_token");
        using(token).get("/v1/slots").then().statusCode(200);

        write(uses);

        using(admin()).get("/v1/keys/" + key.id()).then().body("lastUsedAt", notNullValue());
    }

    @Test
    void of_two_replicas_the_later_use_stays() throws Throwable {
        TestKey key = TestKeys.with("slots:read");
        KnownKey here = table.find(key.id()).orElseThrow();
        KeyTable elsewhere = new KeyTable();
        elsewhere.apply(here.record());
        here.used(Instant.parse("2026-12-01T08:00:59Z"));
        elsewhere.find(key.id()).orElseThrow().used(Instant.parse("2026-12-01T07:30:00Z"));

        write(uses);
        write(new LastUses(elsewhere, pool));

        lastUsed(key, "2026-12-01T08:00:00Z");
        here.used(Instant.parse("2026-12-01T07:59:00Z"));
        assertThat(here.use().isWritten()).isTrue();
    }

    private static void write(LastUses uses) throws Throwable {
        VertxContextSupport.subscribeAndAwait(uses::write);
    }

    private static void lastUsed(TestKey key, String expected) {
        using(admin())
                .get("/v1/keys/" + key.id())
                .then()
                .statusCode(200)
                .body("lastUsedAt", expected == null ? nullValue() : equalTo(expected));
    }
}
