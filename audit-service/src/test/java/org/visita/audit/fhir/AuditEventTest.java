package org.visita.audit.fhir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.testing.Tokens;

@QuarkusTest
class AuditEventTest implements Servers {

    private static final String BASE = "/fhir/R4/AuditEvent";

    @Inject
    AppendBatch batches;

    private final String clinic = EntrySamples.newClinic();
    private final String patient = UUID.randomUUID().toString();
    private final AuditEntry first = EntrySamples.about(clinic, patient);
    private final AuditEntry second =
            EntrySamples.entry(clinic, "staff:some-one", "Patient", patient, null, "another-process", 1_000_001);
    private final AuditEntry third = EntrySamples.of(clinic);

    @BeforeEach
    void write() throws Exception {
        batches.append(List.of(first, second, third));
    }

    @Test
    void an_entry_is_read_as_an_audit_event() {
        reader().get(BASE + "/" + first.id())
                .then()
                .statusCode(200)
                .contentType(startsWith("application/fhir+json"))
                .body("resourceType", equalTo("AuditEvent"))
                .body("id", equalTo(first.id().toString()))
                .body("outcome", equalTo("4"))
                .body("outcomeDesc", equalTo("slot-taken"))
                .body("entity.what.reference", hasItem("Patient/" + patient));
        reader().accept("application/fhir+xml")
                .get(BASE + "/" + first.id())
                .then()
                .statusCode(200)
                .body("AuditEvent.id.@value", equalTo(first.id().toString()));
    }

    @Test
    void each_parameter_finds_what_it_names() {
        String id = "Patient/" + patient;
        assertThat(found(Map.of())).containsExactlyInAnyOrder(id(first), id(second), id(third));
        assertThat(found(Map.of("patient", patient))).containsExactlyInAnyOrder(id(first), id(second));
        assertThat(found(Map.of("patient", id))).hasSize(2);
        assertThat(found(Map.of("patient:Patient", patient))).hasSize(2);
        assertThat(found(Map.of("entity", id))).containsExactly(id(second));
        assertThat(found(Map.of("entity", "Appointment/" + third.resourceId()))).containsExactly(id(third));
        assertThat(found(Map.of("agent:identifier", "https://visita.example/sid/staff|some-one")))
                .containsExactly(id(second));
        assertThat(found(Map.of("agent:identifier", "https://visita.example/sid/key|3fXk9QpL2aZb")))
                .containsExactlyInAnyOrder(id(first), id(third));
        assertThat(found(Map.of("agent", id))).isEmpty();
        assertThat(found(Map.of("outcome", "4"))).hasSize(3);
        assertThat(found(Map.of("outcome", "http://terminology.hl7.org/CodeSystem/audit-event-outcome|0,8")))
                .isEmpty();
        assertThat(found(Map.of("action", "U"))).hasSize(3);
        assertThat(found(Map.of("action", "C,R,D,E"))).isEmpty();
        assertThat(found(Map.of("subtype", "booking.cancel"))).hasSize(3);
        assertThat(found(Map.of("subtype", "http://hl7.org/fhir/restful-interaction|update")))
                .hasSize(3);
        assertThat(found(Map.of("subtype", "http://hl7.org/fhir/restful-interaction|booking.cancel")))
                .isEmpty();
        assertThat(found(Map.of("type", "rest"))).hasSize(3);
        assertThat(found(Map.of("type", "object"))).isEmpty();
        assertThat(found(Map.of("_id", id(first) + "," + id(third)))).containsExactlyInAnyOrder(id(first), id(third));
        assertThat(found(Map.of("_id", "no-id"))).isEmpty();
    }

    @Test
    void dates_cut_the_trail_where_they_say() {
        String at = second.occurredAt().toString();
        assertThat(found(Map.of("date", "eq" + at))).containsExactly(id(second));
        assertThat(found(Map.of("date", "ge" + at))).containsExactly(id(second));
        assertThat(found(Map.of("date", "gt" + at))).isEmpty();
        assertThat(found(Map.of("date", "lt" + at))).containsExactlyInAnyOrder(id(first), id(third));
        assertThat(found(Map.of("date", "le" + at))).hasSize(3);
        assertThat(found(Map.of("date", at.substring(0, 10)))).containsExactly(id(second));
        assertThat(found(Map.of("date", List.of("ge2026", "lt" + at)))).hasSize(2);
        assertThat(found(Map.of("date", List.of("ge2027", "lt2026")))).isEmpty();
    }

    @Test
    void a_search_may_be_posted() {
        reader().contentType("application/x-www-form-urlencoded")
                .formParam("patient", patient)
                .post(BASE + "/_search")
                .then()
                .statusCode(200)
                .body("entry.findAll { it.search.mode == 'match' }.size()", equalTo(2));
    }

    @Test
    void pages_are_linked_until_the_last_one() {
        List<String> seen = new ArrayList<>();
        Response page = reader().queryParam("_count", 1)
                .queryParam("_sort", "-date")
                .queryParam("outcome", "4")
                .get(BASE);
        while (true) {
            page.then()
                    .statusCode(200)
                    .body("type", equalTo("searchset"))
                    .body("total", nullValue())
                    .body("link.relation", hasItem("self"));
            seen.addAll(matches(page));
            String next = page.path("link.find { it.relation == 'next' }?.url");
            if (next == null) {
                break;
            }
            page = reader().urlEncodingEnabled(false).get(next);
        }
        assertThat(seen).containsExactly(id(second), id(third), id(first));
    }

    @Test
    void counts_nothing_and_shows_nothing_where_it_is_to_show_none() {
        reader().queryParam("_count", 0)
                .get(BASE)
                .then()
                .statusCode(200)
                .body("entry.findAll { it.search.mode == 'match' }.size()", equalTo(0))
                .body("link.relation", not(hasItem("next")));
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, 1",
        "_offset, 20",
        "_sort, date",
        "_total, accurate",
        "_cursor, bm8",
        "date, ne2026",
        "date, yesterday",
        "date, '2026,2027'",
        "agent, somebody",
        "agent:identifier, somebody",
        "agent:identifier, https://elsewhere.example|1",
        "patient, 'not an id'",
        "patient:missing, true",
        "entity, 018f0000-0000-7000-8000-000000000001",
        "entity, Nonsense/018f0000-0000-7000-8000-000000000001",
        "entity:identifier, nonsense",
        "outcome:not, 0",
        "action, ''",
    })
    void a_search_that_is_not_understood_is_refused(String name, String value) {
        Response refused = reader().queryParam(name, value).get(BASE);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("issue[0].details.coding[0].code")).isEqualTo("invalid-request");
        assertThat(refused.<String>path("issue[0].expression[0]")).isEqualTo("?" + name);
    }

    @Test
    void a_patient_is_named_once() {
        reader().queryParam("patient", patient)
                .queryParam("patient:Patient", UUID.randomUUID().toString())
                .get(BASE)
                .then()
                .statusCode(400);
    }

    @Test
    void a_lenient_search_says_what_it_passed_over() {
        reader().header("Prefer", "handling=lenient")
                .queryParam("nonsense", 1)
                .get(BASE)
                .then()
                .statusCode(200)
                .body(
                        "entry.findAll { it.search.mode == 'outcome' }.resource.issue.flatten().details.coding.flatten().code",
                        hasItem("parameter-ignored"));
    }

    @Test
    void what_is_missing_is_said_with_what_is_there() {
        String process = "process-" + UUID.randomUUID();
        Superuser.execute(
                "insert into audit_gap (emitter, process, first, last, after_at, before_at, noticed_at)"
                        + " values ('gateway', ?, 3, 4, null, ?::timestamptz, now())",
                process,
                second.occurredAt().toString());
        reader().get(BASE)
                .then()
                .statusCode(200)
                .body(
                        "entry.findAll { it.search.mode == 'outcome' }.resource.issue.flatten().code",
                        hasItem("incomplete"))
                .body(
                        "entry.findAll { it.search.mode == 'outcome' }.resource.issue.flatten().diagnostics",
                        hasItem(startsWith("Numbers 3 to 4 of gateway, process " + process)));
    }

    @Test
    void another_clinic_finds_nothing() {
        RequestSpecification stranger =
                given().auth().oauth2(Tokens.throughDoorIn(EntrySamples.newClinic(), "audit:read"));
        stranger.get(BASE + "/" + first.id()).then().statusCode(404);
        assertThat(matches(given().auth()
                        .oauth2(Tokens.throughDoorIn(EntrySamples.newClinic(), "audit:read"))
                        .get(BASE)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /018f0000-0000-7000-8000-000000000001", "POST, /_search"})
    void every_interaction_needs_a_token_and_its_scope(String method, String path) {
        given().request(method, BASE + path).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.throughDoorIn(clinic, "bookings:read"))
                .request(method, BASE + path)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, ''",
        "PUT, /018f0000-0000-7000-8000-000000000001",
        "DELETE, /018f0000-0000-7000-8000-000000000001"
    })
    void nobody_writes_here(String method, String path) {
        reader().contentType("application/fhir+json")
                .body("{\"resourceType\":\"AuditEvent\"}")
                .request(method, BASE + path)
                .then()
                .statusCode(405);
    }

    @Test
    void the_statement_says_what_there_is() {
        given().get("/fhir/R4/metadata")
                .then()
                .statusCode(200)
                .body(
                        "rest[0].resource.find { it.type == 'AuditEvent' }.interaction.code",
                        hasItems("read", "search-type"))
                .body("rest[0].resource.find { it.type == 'AuditEvent' }.versioning", equalTo("no-version"))
                .body(
                        "rest[0].resource.find { it.type == 'AuditEvent' }.searchParam.name",
                        hasItems("patient", "agent"))
                .body("rest.resource.flatten().type", everyItem(not(equalTo("Appointment"))));
    }

    private List<String> found(Map<String, ?> parameters) {
        return matches(reader().queryParams(parameters).get(BASE));
    }

    private static List<String> matches(Response page) {
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        List<String> ids = page.path("entry.findAll { it.search.mode == 'match' }.resource.id");
        return ids == null ? List.of() : ids;
    }

    private RequestSpecification reader() {
        return given().auth().oauth2(Tokens.throughDoorIn(clinic, "audit:read"));
    }

    private static String id(AuditEntry entry) {
        return entry.id().toString();
    }
}
