package org.visita.patient.patient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.testing.Tokens;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;
import org.visita.patient.Servers;

@QuarkusTest
class PatientAuditTest implements Servers {

    private static final String[] SCOPES = {"patients:read", "patients:write"};

    private final String request = UUID.randomUUID().toString();

    private final String trace = request.replace("-", "");
    private final String traceParent = "00-" + trace + "-00f067aa0ba902b7-01";

    private RequestSpecification through(String token) {
        return given().auth()
                .oauth2(token)
                .header("X-Request-Id", request)
                .header("traceparent", traceParent)
                .header("X-Client-Address", "203.0.113.7")
                .contentType("application/json");
    }

    @Test
    void the_door_is_told_of_each_request_what_was_done_to_whom() {
        String door = Tokens.throughDoor(SCOPES);
        Response created = through(door).body(People.thandi()).post("/v1/patients");
        String id = created.path("id");

        assertNote(created, "patient.create", "Patient", id, id, null);
        assertNote(through(door).get("/v1/patients/" + id), "patient.read", "Patient", id, id, null);
        assertNote(through(door).head("/v1/patients/" + id), "patient.read", "Patient", id, id, null);
        assertNote(
                through(door).get("/v1/patients?familyName=Ndlovu&birthDate=1990-02-28"),
                "patient.search",
                "Patient",
                null,
                null,
                null);
        assertNote(
                through(door).body(Map.of("givenName", 1)).put("/v1/patients/" + id),
                "patient.update",
                "Patient",
                id,
                id,
                "invalid-request");
        String missing = UUID.randomUUID().toString();
        assertNote(
                through(door).get("/v1/patients/" + missing), "patient.read", "Patient", missing, missing, "not-found");
        assertNote(
                through(Tokens.throughDoor("nothing:useful")).get("/v1/patients/" + id),
                "patient.read",
                "Patient",
                id,
                id,
                "forbidden");
        assertNote(through(door).options("/v1/patients/" + id), "request.options", "Request", null, null, null);
        assertNote(through(door).get("/v1/nowhere"), "request.refused", "Request", null, null, "not-found");
        assertNote(
                through(door).delete("/v1/patients/" + id),
                "request.refused",
                "Request",
                null,
                null,
                "method-not-allowed");
        assertNote(
                given().auth().oauth2(door).contentType("text/plain").body("?").post("/v1/patients"),
                "patient.create",
                "Patient",
                null,
                null,
                "unsupported-media-type");

        // One that does not come through the door comes later on the topic: whatever was written before it is there
        // too.
        through(Tokens.with(SCOPES)).get("/v1/patients/" + id).then().statusCode(200);
        await().untilAsserted(() -> assertThat(entries()).hasSize(1));
    }

    @Test
    void a_request_that_did_not_come_through_the_door_has_its_entry_from_here() {
        Response created = through(Tokens.with(SCOPES)).body(People.thandi()).post("/v1/patients");
        String id = created.path("id");
        assertThat(created.header(AuditNote.HEADER)).isNull();
        through(Tokens.with(SCOPES)).get("/v1/patients/" + id).then().statusCode(200);
        through(Tokens.with("nothing:useful")).get("/v1/patients/" + id).then().statusCode(403);
        through(Tokens.with(SCOPES)).get("/v1/nowhere").then().statusCode(404);
        through(Tokens.with(SCOPES)).delete("/v1/patients/" + id).then().statusCode(405);
        given().header("traceparent", traceParent)
                .get("/v1/patients/" + id)
                .then()
                .statusCode(401);
        through(Tokens.forged(Tokens.CLINIC, SCOPES)).get("/v1/nowhere").then().statusCode(404);
        through(Tokens.forged(Tokens.CLINIC, SCOPES))
                .get("/v1/patients/" + id)
                .then()
                .statusCode(401);

        await().untilAsserted(() -> assertThat(entries()).hasSize(8));
        List<AuditEvent> entries = entries();
        assertThat(entries)
                .extracting(AuditEvent::action, AuditEvent::outcome, AuditEvent::code, AuditEvent::patientId)
                .containsExactlyInAnyOrder(
                        tuple("patient.create", Outcome.SUCCEEDED, null, id),
                        tuple("patient.read", Outcome.SUCCEEDED, null, id),
                        tuple("patient.read", Outcome.REFUSED, "forbidden", id),
                        tuple("request.refused", Outcome.REFUSED, "not-found", null),
                        tuple("request.refused", Outcome.REFUSED, "method-not-allowed", null),
                        tuple("patient.read", Outcome.REFUSED, "unauthenticated", id),
                        tuple("service.token-refused", Outcome.REFUSED, "not-found", null),
                        tuple("service.token-refused", Outcome.REFUSED, "unauthenticated", null));
        assertThat(entries).filteredOn(entry -> entry.actor() == null).hasSize(3);
        // What the headers say of where they come from are the caller's own words.
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.requestId()).isNull())
                .allSatisfy(entry -> assertThat(entry.address()).isEqualTo("127.0.0.1"));
        assertThat(entries)
                .filteredOn(entry -> entry.actor() != null)
                .allSatisfy(entry -> assertThat(entry.clinic()).isEqualTo(Tokens.CLINIC))
                .allSatisfy(entry -> assertThat(entry.actor().toString()).isEqualTo("key:testkey00001"))
                .allSatisfy(entry -> assertThat(entry.traceId()).hasSize(32));
    }

    private List<AuditEvent> entries() {
        return TopicReader.read(Topics.AUDIT_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .filter(entry -> trace.equals(entry.traceId()))
                .toList();
    }

    private static void assertNote(
            Response answer, String action, String type, String id, String patient, String code) {
        assertThat(AuditNote.parse(answer.header(AuditNote.HEADER)))
                .as(answer.statusLine())
                .contains(new AuditNote(action, type, id, patient, code));
    }
}
