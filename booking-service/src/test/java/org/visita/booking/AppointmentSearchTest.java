package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.visita.booking.Fhir.BASE;
import static org.visita.booking.Fhir.BOOKING_ID;
import static org.visita.booking.Fhir.VISIT_TYPE;
import static org.visita.booking.Fhir.partner;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.hold;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BookingTest
class AppointmentSearchTest {

    @Test
    void finds_by_everything_that_the_statement_lists() {
        SampleClinic clinic = SampleClinic.with(2, 0, 2);
        String first = book(clinic.visit(0, slot(3, 0), 0)).path("id");
        String second = book(clinic.visit(1, slot(4, 1), 1)).path("id");
        String patient = clinic.patients().getFirst();
        String other = clinic.patients().getLast();
        String practitioner = clinic.practitioners().getFirst();

        assertThat(ids("patient", patient)).containsExactly(first);
        assertThat(ids("patient", "Patient/" + patient)).containsExactly(first);
        assertThat(ids("patient:Patient", patient)).containsExactly(first);
        assertThat(ids("patient", patient + ",Patient/" + other)).containsExactly(first, second);
        assertThat(ids("actor", "Practitioner/" + practitioner)).containsExactly(first);
        assertThat(ids("actor", practitioner)).containsExactly(first);
        assertThat(ids("actor:Patient", practitioner)).isEmpty();
        assertThat(ids("practitioner", practitioner, "patient", other)).isEmpty();
        assertThat(ids("location", clinic.location())).containsExactly(first, second);
        assertThat(ids("identifier", BOOKING_ID + "|" + second)).containsExactly(second);
        assertThat(ids("identifier", second)).containsExactly(second);
        assertThat(ids("identifier", "urn:other|" + second)).isEmpty();
        assertThat(ids("identifier", "no-id-of-ours")).isEmpty();
        assertThat(ids("_id", first + "," + second)).containsExactly(first, second);
        assertThat(ids("service-type", VISIT_TYPE + "|" + clinic.visitType())).containsExactly(first, second);
        assertThat(ids("location", clinic.location(), "status", "booked,arrived"))
                .containsExactly(first, second);
        assertThat(ids("location", clinic.location(), "status", "cancelled")).isEmpty();
        assertThat(ids("location", clinic.location(), "_sort", "-date")).containsExactly(second, first);
        assertThat(ids("location", clinic.location(), "_sort", "-start")).containsExactly(second, first);
        assertThat(ids("location", clinic.location(), "_sort", "_lastUpdated")).containsExactly(first, second);
        assertThat(partner()
                        .formParam("patient", patient)
                        .contentType("application/x-www-form-urlencoded")
                        .post(BASE + "/_search")
                        .jsonPath()
                        .getList("entry.resource.id"))
                .containsExactly((Object) first);
    }

    @Test
    void a_date_is_one_at_the_location_and_a_time_stands_for_its_precision() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        OffsetDateTime start = slot(3, 0);
        String id = book(clinic.visit(0, start)).path("id");
        String here = clinic.location();
        String day = start.toLocalDate().toString();
        String minute = start.toString();
        String utc = start.withOffsetSameInstant(ZoneOffset.UTC).toString();

        for (String found : List.of(
                day,
                "eq" + day,
                "ge" + day,
                "le" + day,
                minute,
                utc,
                "le" + utc,
                "ge" + utc,
                "gt" + start.toLocalDate().minusDays(1),
                "lt" + start.toLocalDate().plusDays(1),
                "ne" + start.toLocalDate().plusDays(1),
                "sa" + start.minusMinutes(1),
                day.substring(0, 7),
                day.substring(0, 4),
                "1999-01-01," + day)) {
            assertThat(ids("location", here, "date", found)).as(found).containsExactly(id);
        }
        for (String other : List.of(
                "gt" + day,
                "lt" + day,
                "ne" + day,
                "gt" + minute,
                "lt" + utc,
                start.plusMinutes(1).toString(),
                "1999",
                "eb" + minute)) {
            assertThat(ids("location", here, "date", other)).as(other).isEmpty();
        }
        assertThat(ids("location", here, "date", "ge" + day, "date", "le" + day))
                .containsExactly(id);
        assertThat(ids("location", here, "date", "ge" + day, "date", "lt" + day))
                .isEmpty();
        assertThat(ids("location", here, "_lastUpdated", "gt2020-01-01")).containsExactly(id);
        assertThat(ids("location", here, "_lastUpdated", "lt2020-01-01T00:00:00Z"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date=ap2026-01-01",
                "date=2026-13-01",
                "date=2026-01-01T10:00",
                "date=tomorrow",
                "date:missing=true",
                "patient=abc",
                "patient=Practitioner/018f0000-0000-7000-8000-000000000000",
                "patient:identifier=1",
                "patient=",
                "status=nonsense",
                "status:not=booked",
                "_sort=patient",
                "_count=-1",
                "_count=x",
                "_offset=-1",
                "_include=Appointment:patient",
                "_has:x=1",
                "_filter=x",
                "patient=http://other.example/fhir/Patient/1"
            })
    void refuses_what_it_does_not_understand(String query) {
        Response refused = partner().urlEncodingEnabled(false).get(BASE + "?" + query);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(Fhir.problem(refused)).isEqualTo("invalid-request");
        assertThat(refused.jsonPath().getString("issue[0].expression[0]")).startsWith("?");
    }

    @Test
    void a_lenient_search_says_what_it_ignored() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        JsonPath bundle = partner()
                .header("Prefer", "handling=lenient")
                .queryParam("location", clinic.location())
                .queryParam("slot", "x")
                .queryParam("patient.name", "Bob")
                .get(BASE)
                .jsonPath();
        assertThat(bundle.getInt("total")).isEqualTo(1);
        assertThat(bundle.getList("entry.findAll {it.resource.resourceType == 'Appointment'}.resource.id"))
                .containsExactly((Object) id);
        assertThat(bundle.getList(
                        "entry.find {it.resource.resourceType == 'OperationOutcome'}.resource.issue.expression[0]"))
                .isNotEmpty();
        assertThat(bundle.getString("entry.find {it.resource.resourceType == 'OperationOutcome'}.search.mode"))
                .isEqualTo("outcome");
        assertThat(bundle.getString("link.find {it.relation == 'self'}.url")).doesNotContain("Bob", "slot");
    }

    @Test
    void pages_have_links_a_total_and_a_bound() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        for (int day = 3; day < 8; day++) {
            book(clinic.visit(0, slot(day, 0))).then().statusCode(201);
        }
        JsonPath first = here(clinic).queryParam("_count", 2).get(BASE).jsonPath();
        assertThat(first.getInt("total")).isEqualTo(5);
        assertThat(first.getList("entry")).hasSize(2);
        assertThat(first.getString("link.find {it.relation == 'self'}.url")).contains("/fhir/R4/Appointment?");
        assertThat(first.getString("link.find {it.relation == 'previous'}")).isNull();
        List<String> seen = new java.util.ArrayList<>(first.getList("entry.resource.id", String.class));
        String next = first.getString("link.find {it.relation == 'next'}.url");
        while (next != null) {
            JsonPath page = partner().urlEncodingEnabled(false).get(next).jsonPath();
            seen.addAll(page.getList("entry.resource.id", String.class));
            next = page.getString("link.find {it.relation == 'next'}.url");
        }
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        here(clinic)
                .queryParam("_count", 1000)
                .get(BASE)
                .then()
                .body("entry", hasSize(5))
                .body("link.find {it.relation == 'self'}.url", containsString("_count=100"));
        here(clinic)
                .queryParam("_count", 0)
                .get(BASE)
                .then()
                .statusCode(200)
                .body("total", equalTo(5))
                .body("link.relation", not(hasItem("next")))
                .body("entry", nullValue());
        here(clinic)
                .queryParam("_summary", "count")
                .get(BASE)
                .then()
                .body("total", equalTo(5))
                .body("entry", nullValue());
        here(clinic)
                .queryParam("_elements", "status")
                .get(BASE)
                .then()
                .body("entry[0].resource.status", equalTo("booked"))
                .body("entry[0].resource.participant", nullValue());
    }

    @Test
    void holds_are_found_by_who_asks_for_them() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        assertThat(ids("location", clinic.location())).isEmpty();
        assertThat(ids("location", clinic.location(), "status", "proposed")).containsExactly(id);
        assertThat(ids("identifier", BOOKING_ID + "|" + id)).containsExactly(id);
    }

    private static RequestSpecification here(SampleClinic clinic) {
        return partner().queryParam("location", clinic.location());
    }

    private static List<String> ids(String... query) {
        RequestSpecification request = partner();
        for (int i = 0; i < query.length; i += 2) {
            request.queryParam(query[i], query[i + 1]);
        }
        Response found = request.get(BASE);
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        assertThat(found.jsonPath().getInt("total"))
                .isEqualTo(
                        found.jsonPath().getList("entry") == null
                                ? 0
                                : found.jsonPath().getList("entry").size());
        List<String> ids = found.jsonPath().getList("entry.resource.id", String.class);
        return ids == null ? List.of() : ids;
    }
}
