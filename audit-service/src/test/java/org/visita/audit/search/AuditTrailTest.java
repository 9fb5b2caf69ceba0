package org.visita.audit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.audit.Servers;
import org.visita.audit.entry.Acts;
import org.visita.audit.entry.Trail;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;

@QuarkusTest
class AuditTrailTest implements Servers {

    private final String clinic = Trail.newClinic();

    @Test
    void an_act_is_read_back_as_it_was_written() {
        AuditEvent event = Acts.cancelling(clinic);
        Trail.write(event);
        Trail.awaitEntries(clinic, 1);

        Trail.readerOf(clinic)
                .get("/v1/audit/{id}", event.id())
                .then()
                .statusCode(200)
                .body("id", equalTo(event.id()))
                .body("occurredAt", equalTo(event.occurredAt().toString()))
                .body("actor", equalTo("key:3fXk9QpL2aZb"))
                .body("action", equalTo("booking.cancel"))
                .body("resourceType", equalTo("Booking"))
                .body("resourceId", equalTo("018f0000-0000-7000-8000-000000000001"))
                .body("outcome", equalTo("succeeded"))
                .body("$", not(hasKey("code")))
                .body("address", equalTo("203.0.113.7"))
                .body("requestId", equalTo("request-1"))
                .body("traceId", equalTo("4bf92f3577b34da6a3ce929d0e0e4736"))
                .body("durationMillis", equalTo(12))
                .body("emitter", equalTo("booking-service"));
    }

    @Test
    void each_filter_keeps_what_it_names() {
        Instant noon = Instant.parse("2026-03-02T12:00:00Z");
        Actor key = new Actor(Actor.Kind.KEY, "keyNumberOne");
        Actor service = new Actor(Actor.Kind.SERVICE, "ehr-sync");
        AuditEvent created = Acts.act(clinic, noon, key, "booking.create", Outcome.SUCCEEDED);
        AuditEvent refused = Acts.act(clinic, noon.plusSeconds(60), key, "booking.create", Outcome.REFUSED);
        AuditEvent replayed = Acts.act(clinic, noon.plusSeconds(120), service, "dead-letter.replay", Outcome.FAILED);
        Trail.write(created, refused, replayed);
        Trail.awaitEntries(clinic, 3);

        assertThat(Trail.ids(clinic, Map.of())).containsExactly(replayed.id(), refused.id(), created.id());
        assertThat(Trail.ids(clinic, Map.of("actor", "key:keyNumberOne"))).containsExactly(refused.id(), created.id());
        assertThat(Trail.ids(clinic, Map.of("actor", "service:ehr-sync"))).containsExactly(replayed.id());
        assertThat(Trail.ids(clinic, Map.of("action", "booking.create", "outcome", "refused")))
                .containsExactly(refused.id());
        assertThat(Trail.ids(clinic, Map.of("outcome", "failed"))).containsExactly(replayed.id());
        assertThat(Trail.ids(clinic, Map.of("resourceType", "Booking", "resourceId", created.resourceId())))
                .hasSize(3);
        assertThat(Trail.ids(clinic, Map.of("resourceType", "Patient"))).isEmpty();
        assertThat(Trail.ids(clinic, Map.of("from", "2026-03-02T13:01:00+01:00")))
                .containsExactly(replayed.id(), refused.id());
        assertThat(Trail.ids(clinic, Map.of("from", "2026-03-02T12:00:00Z", "to", "2026-03-02T12:01:00Z")))
                .containsExactly(created.id());
    }

    @Test
    void pages_stay_as_they_are_while_entries_arrive() {
        List<AuditEvent> first = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Three of each second: the id decides among them.
            first.add(Acts.at(clinic, Acts.FIRST.plusSeconds(i / 3)));
        }
        Trail.write(first.toArray(AuditEvent[]::new));
        Trail.awaitEntries(clinic, 7);

        List<String> seen = new ArrayList<>();
        String next = "/v1/audit?limit=3";
        int arrived = 0;
        while (next != null) {
            Response page = Trail.readerOf(clinic).urlEncodingEnabled(false).get(next);
            seen.addAll(page.jsonPath().getList("items.id"));
            next = page.header("Link") == null ? null : page.header("Link").replaceAll("^<(.*)>.*$", "$1");
            Trail.write(Acts.at(clinic, Acts.FIRST.plusSeconds(3600)));
            Trail.awaitEntries(clinic, 7 + ++arrived);
        }

        assertThat(seen)
                .containsExactlyElementsOf(first.stream()
                        .sorted(Comparator.comparing(AuditEvent::occurredAt)
                                .thenComparing(AuditEvent::id)
                                .reversed())
                        .map(AuditEvent::id)
                        .toList());
    }

    @Test
    void another_clinic_sees_nothing_of_it() {
        AuditEvent event = Acts.cancelling(clinic);
        Trail.write(event);
        Trail.awaitEntries(clinic, 1);
        String stranger = Trail.newClinic();

        assertThat(Trail.ids(stranger, Map.of("actor", "key:3fXk9QpL2aZb"))).isEmpty();
        Trail.readerOf(stranger)
                .get("/v1/audit/{id}", event.id())
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"018f0000-0000-7000-8000-000000000000", "no-id"})
    void does_not_know_an_id_that_no_entry_has(String id) {
        Trail.readerOf(clinic).get("/v1/audit/{id}", id).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @ParameterizedTest
    @CsvSource({
        "actor,   somebody,            ?actor",
        "actor,   robot:one,           ?actor",
        "actor,   KEY:one,             ?actor",
        "outcome, SUCCEEDED,           ?outcome",
        "from,    yesterday,           ?from",
        "from,    2026-03-02,          ?from",
        "to,      2026-03-02T12:00:00, ?to",
        "limit,   0,                   ?limit",
        "limit,   101,                 ?limit",
        "cursor,  bm8,                 ?cursor",
        // Of the year 999999999, and of a year that the database does not know.
        "from,    +999999999-01-01T00:00:00Z, ?from",
        "to,      -999999999-01-01T00:00:00Z, ?to",
        "to,      +10000-01-01T00:00:00Z, ?to",
        "cursor,  KzEwMDAwLTAxLTAxVDAwOjAwOjAwWnwwMThmMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDE, ?cursor",
        "nonsense, 1,                  ?nonsense",
    })
    void refuses_a_search_that_it_does_not_understand(String name, String value, String pointer) {
        Trail.readerOf(clinic)
                .queryParam(name, value)
                .get("/v1/audit")
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("invalid-request"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void refuses_a_span_that_ends_before_it_begins() {
        Trail.readerOf(clinic)
                .queryParam("from", "2026-03-02T12:00:00Z")
                .queryParam("to", "2026-03-02T12:00:00Z")
                .get("/v1/audit")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?to"));
    }

    @Test
    void nobody_writes_here() {
        Trail.readerOf(clinic)
                .contentType("application/json")
                .body("{}")
                .post("/v1/audit")
                .then()
                .statusCode(405)
                .body("code", equalTo("method-not-allowed"));
    }
}
