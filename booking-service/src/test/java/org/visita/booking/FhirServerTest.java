package org.visita.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.visita.booking.Fhir.BASE;
import static org.visita.booking.Fhir.appointment;
import static org.visita.booking.Fhir.create;
import static org.visita.booking.Fhir.partner;
import static org.visita.booking.SampleClinic.slot;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.testing.Tokens;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** What is the same for every resource: the statement of what there is, access, errors, bounds. */
@BookingTest
class FhirServerTest {

    private static final String SOME_ID = "018f0000-0000-7000-8000-000000000000";

    @Test
    void says_what_there_is() {
        given().get("/fhir/R4/metadata")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/fhir+json"))
                .header("X-Powered-By", nullValue())
                .body("resourceType", equalTo("CapabilityStatement"))
                .body("fhirVersion", equalTo("4.0.1"))
                .body("software.name", equalTo("Visita booking-service"))
                .body("format", hasItems("application/fhir+json", "application/fhir+xml"))
                .body(
                        "rest[0].resource.find {it.type == 'Appointment'}.interaction.code",
                        hasItems("read", "search-type", "create", "update"))
                .body("rest[0].resource.find {it.type == 'Appointment'}.interaction.code", not(hasItem("delete")))
                .body("rest[0].resource.find {it.type == 'Appointment'}.conditionalCreate", equalTo(true))
                .body("rest[0].resource.find {it.type == 'Appointment'}.conditionalUpdate", equalTo(true))
                .body(
                        "rest[0].resource.find {it.type == 'Appointment'}.operation.name",
                        hasItems("hold", "book", "cancel"))
                .body(
                        "rest[0].resource.find {it.type == 'Appointment'}.searchParam.name",
                        hasItems(
                                "patient",
                                "practitioner",
                                "actor",
                                "location",
                                "status",
                                "date",
                                "identifier",
                                "service-type",
                                "_lastUpdated",
                                "_id"))
                .body("rest[0].resource.find {it.type == 'Appointment'}.searchInclude", nullValue());
        given().accept("application/fhir+xml")
                .get("/fhir/R4/metadata")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/fhir+xml"))
                .body("CapabilityStatement.fhirVersion.@value", equalTo("4.0.1"));
    }

    @Test
    void asks_for_the_same_token_as_v1_does() {
        for (String method : List.of("GET", "PUT")) {
            String path = BASE + "/" + SOME_ID;
            for (String token : new String[] {
                null,
                Tokens.forged(Tokens.CLINIC, "bookings:read", "bookings:write"),
                Tokens.expired(Tokens.CLINIC, "bookings:read", "bookings:write"),
                Tokens.forAnotherAudience(Tokens.CLINIC, "bookings:read", "bookings:write")
            }) {
                Response refused = call(method, path, token);
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
                assertThat(refused.contentType()).startsWith("application/fhir+json");
                assertThat(Fhir.problem(refused)).isEqualTo("unauthenticated");
            }
            Response forbidden = call(method, path, Tokens.with("bookings:nothing"));
            assertThat(forbidden.statusCode()).isEqualTo(403);
            assertThat(Fhir.problem(forbidden)).isEqualTo("forbidden");
        }
    }

    private static Response call(String method, String path, String token) {
        var request = given().contentType(Fhir.MEDIA_TYPE);
        if (token != null) {
            request.auth().oauth2(token);
        }
        if (method.equals("PUT")) {
            request.body("{}");
        }
        return request.request(method, path);
    }

    /** Walks the statement of what there is, so that nothing comes without its scope, its audit entry and its tenant. */
    @Test
    void every_interaction_has_a_scope_an_audit_entry_and_a_tenant() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = create(appointment(clinic, 0, slot(3, 0))).jsonPath().getString("id");
        String statement = "rest[0].resource.find {it.type == 'Appointment'}.";
        var listed = given().get("/fhir/R4/metadata").jsonPath();
        List<Call> calls = new ArrayList<>();
        listed.getList(statement + "interaction.code", String.class)
                .forEach(code -> calls.add(
                        switch (code) {
                            case "read" -> new Call("GET", "/" + id, null);
                            case "vread" -> new Call("GET", "/" + id + "/_history/1", null);
                            case "search-type" -> new Call("GET", "", null);
                            case "create" -> new Call("POST", "", appointment(clinic, 1, slot(3, 1)));
                            case "update" -> new Call("PUT", "/" + id, Fhir.read(id));
                            default -> throw new AssertionError("this test does not know the interaction " + code);
                        }));
        listed.getList(statement + "operation.name", String.class)
                .forEach(name -> calls.add(
                        switch (name) {
                            case "hold", "book" -> new Call("POST", "/$" + name, Map.of("resourceType", "Parameters"));
                            case "cancel" ->
                                new Call("POST", "/" + id + "/$cancel", Map.of("resourceType", "Parameters"));
                            default -> throw new AssertionError("this test does not know the operation " + name);
                        }));
        calls.add(new Call("POST", "/" + id + "/$book", Map.of("resourceType", "Parameters")));
        calls.add(new Call("POST", "/_search", null));
        assertThat(calls).hasSizeGreaterThanOrEqualTo(9);

        for (Call call : calls) {
            assertThat(call.by(null).statusCode())
                    .as("%s without a token", call)
                    .isEqualTo(401);
            String trace = newTrace();
            assertThat(call.by(Tokens.with("nothing:useful"), trace).statusCode())
                    .as("%s without the scope", call)
                    .isEqualTo(403);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(audited(trace))
                    .as("%s is audited", call)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.code()).isEqualTo("forbidden"))
                    .satisfies(
                            entry -> assertThat(entry.action()).as("%s", call).matches("(booking|hold)\\..*")));
            if (call.path().contains(id)) {
                Response stranger = call.by(Tokens.in(Tokens.OTHER_CLINIC, "bookings:read", "bookings:write"));
                assertThat(stranger.statusCode()).as("%s by a stranger", call).isIn(400, 404, 422);
                assertThat(Fhir.problem(stranger)).isIn("not-found", "invalid-request", "unknown-reference");
            }
        }
        given().auth()
                .oauth2(Tokens.in(Tokens.OTHER_CLINIC, "bookings:read"))
                .get(BASE)
                .then()
                .statusCode(200)
                .body("entry.resource.id", not(hasItem(id)));
    }

    private record Call(String method, String path, Object body) {

        Response by(String token) {
            return by(token, newTrace());
        }

        Response by(String token, String trace) {
            var request = given().header("traceparent", parentIn(trace));
            if (token != null) {
                request.auth().oauth2(token);
            }
            if (body != null) {
                request.contentType(Fhir.MEDIA_TYPE).body(body);
            } else if (method.equals("POST")) {
                request.contentType("application/x-www-form-urlencoded").body("status=booked");
            }
            return request.request(method, BASE + path);
        }
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String parentIn(String trace) {
        return "00-" + trace + "-00f067aa0ba902b7-01";
    }

    private static List<AuditEvent> audited(String trace) {
        return TopicReader.read(Topics.AUDIT_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .filter(entry -> trace.equals(entry.traceId()))
                .toList();
    }

    @Test
    void what_is_turned_away_before_fhir_is_spoken_leaves_an_entry_as_well() {
        String direct = Tokens.with("bookings:read");
        List<AuditEvent> entries = new ArrayList<>();
        for (String method : List.of("NONSENSE", "GET")) {
            String trace = newTrace();
            // A method that there is not; and an answer that nobody could read.
            given().auth()
                    .oauth2(direct)
                    .header("traceparent", parentIn(trace))
                    .header("X-Request-Id", "mine")
                    .accept("text/turtle")
                    .request(method, BASE);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(audited(trace)).hasSize(1));
            entries.add(audited(trace).getFirst());
        }
        assertThat(entries).extracting(AuditEvent::code).containsExactly("method-not-allowed", "not-acceptable");
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.clinic()).isEqualTo(Tokens.CLINIC))
                .allSatisfy(entry -> assertThat(entry.actor()).isNotNull())
                .allSatisfy(entry -> assertThat(entry.action()).isEqualTo("request.refused"))
                .allSatisfy(entry -> assertThat(entry.requestId()).isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/R4/Patient/1, 404, not-found",
        "GET, /fhir/R4/Nonsense, 404, not-found",
        "GET, /fhir/nonsense, 404, not-found",
        "NONSENSE, /fhir/R4/Appointment, 405, method-not-allowed",
        "GET, /fhir/R4/Appointment/" + SOME_ID + ", 404, not-found",
        "GET, /fhir/R4/Appointment/abc, 404, not-found",
        "DELETE, /fhir/R4/Appointment/" + SOME_ID + ", 405, method-not-allowed",
        "PATCH, /fhir/R4/Appointment/" + SOME_ID + ", 405, method-not-allowed",
        "GET, /fhir/R4/Appointment/" + SOME_ID + "/_history, 405, method-not-allowed",
        "POST, /fhir/R4/Appointment/$nonsense, 404, not-found",
        "GET, /fhir/R4/Appointment/$hold, 405, method-not-allowed",
        "GET, /fhir/R4/Appointment?nonsense=1, 400, invalid-request",
        "GET, /fhir/R4/Appointment?patient.name=x, 400, invalid-request",
        "GET, /fhir/R4/Appointment?slot=x, 400, invalid-request",
        "GET, /fhir/R4/Appointment/" + SOME_ID + "?nonsense=1, 400, invalid-request",
        "POST, /fhir/R4/Appointment, 400, invalid-request",
    })
    void answers_every_error_with_a_coded_outcome(String method, String path, int status, String code) {
        Response refused = partner().request(method, path);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(status);
        assertThat(refused.contentType()).startsWith("application/fhir+json");
        assertThat(refused.jsonPath().getString("resourceType")).isEqualTo("OperationOutcome");
        assertThat(Fhir.problem(refused)).isEqualTo(code);
        assertThat(refused.asString()).doesNotContain("HAPI", "Exception", "at ca.uhn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{not json|''",
                "{\"resourceType\":\"Appointment\",\"nonsense\":1}|nonsense",
                "{\"resourceType\":\"Appointment\",\"status\":\"nonsense\"}|status",
                "{\"resourceType\":\"Appointment\",\"start\":\"tomorrow, Bob\"}|start",
                "{\"resourceType\":\"Patient\"}|''",
                "[]|''",
                "''|''",
            })
    void a_body_that_cannot_be_read_is_refused_without_being_quoted(String body, String place) {
        Response refused = partner().body(body).post(BASE);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(Fhir.problem(refused)).isEqualTo("invalid-request");
        assertThat(refused.asString()).doesNotContain("HAPI", "tomorrow", "Bob");
        if (!place.isEmpty()) {
            assertThat(refused.jsonPath().getString("issue[0].expression[0]")).contains(place);
        }
    }

    @Test
    void a_body_has_a_bound_whether_its_length_is_announced_or_not() throws Exception {
        byte[] large = ("{\"resourceType\":\"Appointment\",\"comment\":\"" + "x".repeat(300_000) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        // Asks before it sends: the answer comes before the body, and then the connection closes.
        HttpRequest announced = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + BASE))
                .header("Authorization", "Bearer " + Tokens.with("bookings:read", "bookings:write"))
                .header("Content-Type", "application/fhir+json")
                .version(HttpClient.Version.HTTP_1_1)
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofByteArray(large))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> refused = client.send(announced, HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.body()).contains("too-long");
        }
        Response streamed = partner().body(new ByteArrayInputStream(large)).post(BASE);
        assertThat(streamed.statusCode()).isEqualTo(413);
    }

    @Test
    void a_refusal_can_be_found_in_the_logs_by_its_trace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        partner()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get(BASE + "/" + SOME_ID)
                .then()
                .statusCode(404)
                .body("issue[0].diagnostics", containsString(trace));
    }

    @Test
    void leaves_rest_as_it_was() {
        given().get("/v1/nonsense").then().statusCode(404).contentType("application/problem+json");
        given().get("/nonsense").then().statusCode(404);
        given().get("/fhir/nonsense").then().statusCode(404);
    }

    /** The tests run with 4 threads and 8 places to wait. */
    @Test
    void a_full_queue_answers_503_and_says_when_to_try_again() throws Exception {
        AgroalDataSource database =
                Arc.container().instance(AgroalDataSource.class).get();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("lock table booking in access exclusive mode");
            String token = Tokens.with("bookings:read");
            List<Future<Response>> answers = Stream.generate(() ->
                            callers.submit(() -> given().auth().oauth2(token).get(BASE + "?_count=1")))
                    .limit(30)
                    .toList();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> answers.stream().filter(Future::isDone).count() >= 18);
            connection.rollback();
            int refused = 0;
            for (Future<Response> answer : answers) {
                if (answer.get().statusCode() == 503) {
                    refused++;
                    assertThat(answer.get().header("Retry-After")).isEqualTo("1");
                    assertThat(Fhir.problem(answer.get())).isEqualTo("unavailable");
                } else {
                    assertThat(answer.get().statusCode()).isEqualTo(200);
                }
            }
            assertThat(refused).isEqualTo(18);
        }
        partner().get(BASE + "?_count=1").then().statusCode(200).body("total", notNullValue());
    }
}
