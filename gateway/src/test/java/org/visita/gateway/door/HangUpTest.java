package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;
import org.visita.gateway.wire.Trusting;
import org.visita.kit.ids.Ids;

/** Callers that send a change and hang up: the trail says what became of it, and nobody else is the worse for it. */
@QuarkusTest
class HangUpTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    MeterRegistry registry;

    @Inject
    AgroalDataSource database;

    private final String id = Ids.next().toString();
    private TestKey key;

    @BeforeEach
    void nothing_is_on_its_way() {
        key = TestKeys.with("sync:operate", "keys:write", "bookings:write");
        await().until(() -> inFlight() == 0);
    }

    @Test
    void what_a_service_did_is_on_record() throws IOException {
        long before = left("connections");
        RawHttp.hangUp(post(held("action=connection.pause;type=Connection;id=" + id), "{}"), () -> isHeld());
        await().until(() -> left("connections") == before + 1);
        assertThat(inFlight()).isEqualTo(1);

        letGo();

        AuditEvent entry = onlyEntry();
        assertThat(entry.action()).isEqualTo("connection.pause");
        assertThat(entry.resourceId()).isEqualTo(id);
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(entry.code()).isNull();
        await().until(() -> inFlight() == 0);
    }

    @Test
    void what_a_service_refused_is_on_record() throws IOException {
        long before = left("connections");
        RawHttp.hangUp(
                post(held("action=connection.pause;type=Connection;code=not-allowed-in-state") + "&status=409", "{}"),
                () -> isHeld());
        await().until(() -> left("connections") == before + 1);

        letGo();

        AuditEvent entry = onlyEntry();
        assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(entry.code()).isEqualTo("not-allowed-in-state");
    }

    @Test
    void over_http2_too() throws Exception {
        long before = left("connections");
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        String path = held("action=connection.resume;type=Connection;id=" + id);
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Trusting.everybody()).build()) {
            CompletableFuture<HttpResponse<String>> asked = client.sendAsync(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                            .header("X-API-Key", key.text())
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());
            await().until(this::isHeld);
            asked.cancel(true);
            await().until(() -> left("connections") == before + 1);

            letGo();

            AuditEvent entry = onlyEntry();
            assertThat(entry.action()).isEqualTo("connection.resume");
            assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @Test
    void a_service_that_never_answers_is_not_waited_for_for_ever() throws IOException {
        int silent = counter("silent");
        int aborted = counter("aborted");
        RawHttp.hangUp(post("/v1/connections/" + id + "/silent", "{}"), () -> counter("silent") > silent);

        AuditEvent entry = onlyEntry();
        assertThat(entry.action()).isEqualTo("sync.operate");
        assertThat(entry.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(entry.code()).isEqualTo("aborted");
        await().until(() -> inFlight() == 0 && counter("aborted") > aborted);
    }

    @Test
    void what_the_gateway_did_itself_is_on_record() throws IOException, SQLException {
        TestKey other = TestKeys.with("bookings:write");
        long before = left("keys");
        try (Connection connection = database.getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("select 1 from access_key where key_id = ? for update")) {
            connection.setAutoCommit(false);
            lock.setString(1, other.id());
            lock.execute();
            RawHttp.hangUp(post("/v1/keys/" + other.id() + "/disable", ""), () -> true);
            await().until(() -> left("keys") == before + 1);
            connection.rollback();
        }

        AuditEvent entry = onlyEntry();
        assertThat(entry.action()).isEqualTo("key.disable");
        assertThat(entry.resourceId()).isEqualTo(other.id());
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        TestKeys.using(other).get("/v1/bookings").then().statusCode(401);
    }

    @Test
    void of_a_bundle_what_was_begun_is_on_record_and_the_rest_is_not_done() throws IOException {
        long before = left("Bundle");
        String entry = "{\"request\": {\"method\": \"POST\", \"url\": \"Appointment/held?note="
                + note("action=booking.create;type=Booking;id=" + id) + "\"}}";
        RawHttp.hangUp(
                post(
                        "/fhir/R4",
                        "{\"resourceType\": \"Bundle\", \"type\": \"batch\", \"entry\": [" + entry + "," + entry
                                + "]}"),
                () -> isHeld());
        await().until(() -> left("Bundle") == before + 1);

        letGo();

        assertThat(entries(2))
                .extracting(AuditEvent::action, AuditEvent::outcome, AuditEvent::resourceId, AuditEvent::code)
                .containsExactlyInAnyOrder(
                        tuple("booking.create", Outcome.SUCCEEDED, id, null),
                        tuple("bundle.process", Outcome.FAILED, null, "aborted"));
    }

    private String held(String note) {
        return "/v1/connections/" + id + "/held?note=" + note(note);
    }

    private static String note(String text) {
        return text.replace(";", "%3B");
    }

    private String post(String target, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + key.text()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private AuditEvent onlyEntry() {
        return entries(1).getFirst();
    }

    /** That no more come is seen by the one that is written last. */
    private List<AuditEvent> entries(int expected) {
        await().atMost(PATIENCE).until(() -> ofKey().size() >= expected);
        String last = TestKeys.using(key).get("/v1/bookings").header("X-Request-Id");
        await().atMost(PATIENCE).until(() -> ofKey().stream().anyMatch(entry -> last.equals(entry.requestId())));
        List<AuditEvent> found = ofKey().stream()
                .filter(entry -> !last.equals(entry.requestId()))
                .toList();
        assertThat(found).hasSize(expected);
        return found;
    }

    private List<AuditEvent> ofKey() {
        return TrailReader.entries(
                entry -> entry.actor() != null && entry.actor().id().equals(key.id()));
    }

    /** How many callers of the resource the door has seen leave. */
    private long left(String resource) {
        Timer aborted = registry.find("visita_gateway_requests")
                .tags("resource", resource, "outcome", "aborted")
                .timer();
        return aborted == null ? 0 : aborted.count();
    }

    private double inFlight() {
        return registry.get("visita_gateway_in_flight")
                .tag("service", "ehr-sync")
                .gauge()
                .value();
    }

    private boolean isHeld() {
        return counter("held") > 0;
    }

    private static void letGo() {
        RestAssured.get(service() + "/let-go").then().statusCode(200);
    }

    /** Asked of the service itself, not through the gateway. */
    private static int counter(String name) {
        return RestAssured.get(service() + "/counters").jsonPath().getInt(name);
    }

    private static String service() {
        return ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
    }
}
