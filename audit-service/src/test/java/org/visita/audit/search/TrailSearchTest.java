package org.visita.audit.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.entry.Trail;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.ids.Ids;
import org.visita.kit.testing.Tokens;

/** What the search finds, of entries that are in the trail already. */
@QuarkusTest
class TrailSearchTest implements Servers {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Inject
    AppendBatch batches;

    @Inject
    Pool pool;

    private final String clinic = EntrySamples.newClinic();
    private final String patient = UUID.randomUUID().toString();

    @Test
    void a_patient_is_found_in_whatever_way_it_is_asked_for() throws Exception {
        AuditEntry booked = act(NOON).about(patient).entry();
        AuditEntry read = act(NOON.plusSeconds(1)).of("Patient", patient).entry();
        AuditEntry itself = act(NOON.plusSeconds(2)).by("patient:" + patient).entry();
        AuditEntry another =
                act(NOON.plusSeconds(3)).about(UUID.randomUUID().toString()).entry();
        batches.append(List.of(booked, read, itself, another));

        assertThat(found(Map.of("patient", patient))).containsExactly(id(itself), id(read), id(booked));
        assertThat(found(Map.of("resourceType", "Patient", "resourceId", patient)))
                .containsExactly(id(read));
        assertThat(found(Map.of("actor", "patient:" + patient))).containsExactly(id(itself));
        assertThat(found(Map.of("patient", patient, "actor", "key:keyNumberOne")))
                .containsExactly(id(read), id(booked));
        assertThat(found(Map.of("patient", patient, "actor", "patient:somebody-else")))
                .isEmpty();
        assertThat(found(Map.of("patient", UUID.randomUUID().toString()))).isEmpty();
        Trail.readerOf(clinic)
                .get("/v1/audit/{id}", id(itself))
                .then()
                .statusCode(200)
                .body("actor", equalTo("patient:" + patient))
                .body("patientId", equalTo(patient))
                .body("address", equalTo("203.0.113.7"))
                .body("$", not(hasKey("erased")));
    }

    @Test
    void whoever_was_erased_is_found_no_more_and_what_was_done_still_is() throws Exception {
        AuditEntry booked = act(NOON).about(patient).entry();
        batches.append(List.of(booked));

        given().auth()
                .oauth2(Tokens.in(clinic, "audit:write"))
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("patientId", patient))
                .post("/v1/audit/erasures")
                .then()
                .statusCode(200);

        assertThat(found(Map.of("patient", patient))).isEmpty();
        Trail.readerOf(clinic)
                .queryParam("action", "booking.cancel")
                .get("/v1/audit")
                .then()
                .statusCode(200)
                .body("items.id", contains(id(booked)))
                .body("items[0].erased", equalTo(true))
                .body("items[0].patientId", nullValue())
                .body("items[0].resourceType", equalTo("Booking"));
    }

    @Test
    void each_filter_keeps_what_it_names() throws Exception {
        AuditEntry one = act(NOON).code("slot-taken").request("request-one").entry();
        AuditEntry other = act(NOON.plusSeconds(1))
                .code("off-grid")
                .request("request-two")
                .of("Patient", patient)
                .entry();
        AuditEntry done = act(NOON.plusSeconds(2))
                .done("booking.create")
                .emitter("gateway")
                .entry();
        batches.append(List.of(one, other, done));

        assertThat(found(Map.of())).containsExactly(id(done), id(other), id(one));
        assertThat(found(Map.of("code", "off-grid"))).containsExactly(id(other));
        assertThat(found(Map.of("requestId", "request-one"))).containsExactly(id(one));
        assertThat(found(Map.of("requestId", "request-one", "code", "off-grid")))
                .isEmpty();
        assertThat(found(Map.of("emitter", "gateway"))).containsExactly(id(done));
        assertThat(found(Map.of("outcome", "succeeded"))).containsExactly(id(done));
        assertThat(found(Map.of("resourceType", "Patient"))).containsExactly(id(other));
        assertThat(found(Map.of("resourceId", one.resourceId()))).containsExactly(id(one));
        assertThat(found(Map.of("resourceType", "Booking", "resourceId", one.resourceId())))
                .containsExactly(id(one));
        assertThat(found(Map.of("action", "booking.create", "actor", "key:keyNumberOne")))
                .containsExactly(id(done));
        assertThat(found(Map.of("from", NOON.plusSeconds(1).toString(), "outcome", "refused")))
                .containsExactly(id(other));
    }

    @Test
    void what_is_rare_is_found_among_many_without_one_request_looking_at_all_of_them() throws Exception {
        AuditEntry first = act(NOON).done("booking.create").entry();
        AuditEntry last = act(NOON.plusSeconds(100_000)).done("booking.create").entry();
        batches.append(Stream.concat(
                        Stream.of(first, last),
                        IntStream.range(0, EntrySearch.MOST_ROWS + 10)
                                .mapToObj(i -> act(NOON.plusSeconds(1 + i)).entry()))
                .toList());

        List<List<String>> pages = new ArrayList<>();
        String next = "/v1/audit?action=booking.create&limit=5";
        while (next != null) {
            Response page = Trail.readerOf(clinic).urlEncodingEnabled(false).get(next);
            pages.add(page.jsonPath().getList("items.id"));
            next = page.header("Link") == null ? null : page.header("Link").replaceAll("^<(.*)>.*$", "$1");
        }

        assertThat(pages).containsExactly(List.of(id(last)), List.of(id(first)));
    }

    @Test
    void a_keys_history_is_read_from_its_index_alone() throws Exception {
        batches.append(IntStream.range(0, 30_000)
                .mapToObj(i -> act(NOON.plusSeconds(i)).by("key:number" + i % 3).entry())
                .toList());
        Superuser.execute("analyze audit_entry");
        EntryFilter history = new EntryFilter.Builder().actor("key:number1").build();
        Statement page = new EntrySearch(
                        clinic,
                        history,
                        null,
                        new EntryPosition(NOON.plusSeconds(15_000), Ids.next()),
                        EntrySearch.Order.NEWEST_FIRST)
                .rows(21);
        List<String> plan = new ArrayList<>();
        pool.preparedQuery("explain (analyze, buffers, costs off, timing off) " + page.sql())
                .execute(page.parameters())
                .await()
                .atMost(Trail.SOON)
                .forEach(row -> plan.add(row.getString(0)));

        assertThat(plan)
                .anyMatch(line -> line.matches(".*Index Scan Backward using audit_entry_2026_03\\w*actor\\w* on.*"))
                .noneMatch(line -> line.contains("Seq Scan on audit_entry_2026_03"));
        assertThat(found(Map.of("actor", "key:number1", "limit", 100))).hasSize(100);
    }

    @Test
    void entries_of_nobodys_clinic_are_for_nobody() throws Exception {
        AuditEntry nobodys = EntrySamples.of("");
        batches.append(List.of(nobodys));

        Trail.readerOf(clinic).get("/v1/audit/{id}", id(nobodys)).then().statusCode(404);
        Trail.readerOf("").get("/v1/audit/{id}", id(nobodys)).then().statusCode(not(equalTo(200)));
        assertThat(found(Map.of("resourceId", nobodys.resourceId()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"' or ''='", "x'; drop table audit_entry; --", "$1", "?", "%", "\u0000", "a\u0000b", "\\"})
    void a_filter_is_a_value_whatever_it_looks_like(String text) throws Exception {
        batches.append(List.of(act(NOON).entry()));

        for (String name : List.of("patient", "resourceType", "resourceId", "action", "code", "requestId", "emitter")) {
            assertThat(found(Map.of(name, text))).as(name).isEmpty();
        }
        assertThat(found(Map.of("actor", "key:" + text))).isEmpty();
        assertThat(found(Map.of())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // Asked for: everything; what it touches at its ends; what lies before it and behind it.
        "'', '', 5",
        "2026-03-02T11:00:30Z, '', 5",
        "2026-03-02T11:01:30Z, '', 0",
        "'', 2026-03-02T11:00:00Z, 5",
        "'', 2026-03-02T10:59:59Z, 0",
    })
    void what_is_missing_shows_where_it_may_have_been(String from, String to, long first) {
        String process = gap("2026-03-02T11:00:00Z", "2026-03-02T11:01:00Z", 5, 7, "{[1,5),[8,10)}");
        List<Map<String, Object>> gaps = gaps(process, Map.of("from", from, "to", to));
        if (first == 0) {
            assertThat(gaps).isEmpty();
        } else {
            assertThat(gaps)
                    .containsExactly(Map.of(
                            "emitter",
                            "booking-service",
                            "process",
                            process,
                            "first",
                            5,
                            "last",
                            7,
                            "after",
                            "2026-03-02T11:00:00Z",
                            "before",
                            "2026-03-02T11:01:00Z"));
        }
    }

    @Test
    void what_came_late_is_not_missing() {
        String process = gap("2026-03-03T11:00:00Z", "2026-03-03T11:01:00Z", 5, 9, "{[1,6),[7,9),[10,20)}");
        assertThat(gaps(process, Map.of()))
                .extracting(gap -> gap.get("first") + "-" + gap.get("last"))
                .containsExactly("6-6", "9-9");
        Superuser.execute("update audit_emitter set seen = '{[1,20)}' where process = ?", process);
        assertThat(gaps(process, Map.of())).isEmpty();
    }

    @Test
    void what_is_missing_shows_on_the_page_where_it_may_have_been_whatever_is_filtered() throws Exception {
        batches.append(List.of(
                act(Instant.parse("2026-03-04T08:00:00Z")).entry(),
                act(Instant.parse("2026-03-04T10:00:00Z")).entry(),
                act(Instant.parse("2026-03-04T12:00:00Z")).entry()));
        String between = gap("2026-03-04T08:59:00Z", "2026-03-04T09:01:00Z", 2, 2, "{[1,2),[3,4)}");

        Response first = page("/v1/audit?limit=2&actor=key:keyNumberOne");
        first.then().body("items", hasSize(2));
        assertThat(of(between, first)).isEmpty();
        Response second = page(first.header("Link").replaceAll("^<(.*)>.*$", "$1"));
        second.then().body("items", hasSize(1));
        assertThat(of(between, second)).hasSize(1);
        Response none = page("/v1/audit?action=nothing.at-all");
        none.then().body("items", empty());
        assertThat(of(between, none)).hasSize(1);
    }

    private static String gap(String after, String before, long first, long last, String seen) {
        String process = "process-" + UUID.randomUUID();
        Superuser.execute(
                "insert into audit_emitter (emitter, process, seen, first_at, last_at)"
                        + " values ('booking-service', ?, ?::int8multirange, ?::timestamptz, ?::timestamptz)",
                process,
                seen,
                after,
                before);
        Superuser.execute(
                "insert into audit_gap (emitter, process, first, last, after_at, before_at, noticed_at)"
                        + " values ('booking-service', ?, ?, ?, ?::timestamptz, ?::timestamptz, now())",
                process,
                first,
                last,
                after,
                before);
        return process;
    }

    private List<Map<String, Object>> gaps(String process, Map<String, String> filter) {
        var request = Trail.readerOf(clinic);
        filter.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.queryParam(name, value);
            }
        });
        return of(process, request.get("/v1/audit"));
    }

    /** Other tests leave theirs. */
    private static List<Map<String, Object>> of(String process, Response page) {
        page.then().statusCode(200);
        return page.jsonPath().<Map<String, Object>>getList("gaps").stream()
                .filter(gap -> gap.get("process").equals(process))
                .toList();
    }

    private Response page(String path) {
        return Trail.readerOf(clinic).urlEncodingEnabled(false).get(path);
    }

    private List<String> found(Map<String, ?> filter) {
        return Trail.ids(clinic, filter);
    }

    private Act act(Instant at) {
        return new Act(clinic, at);
    }

    private static String id(AuditEntry entry) {
        return entry.id().toString();
    }

    /** One that was refused, unless it says something else. */
    private static final class Act {

        private final String clinic;
        private final Instant at;
        private String actor = "key:keyNumberOne";
        private String action = "booking.cancel";
        private String type = "Booking";
        private String resource = UUID.randomUUID().toString();
        private String patient;
        private String outcome = "refused";
        private String code = "slot-taken";
        private String request = "request-1";
        private String emitter = "booking-service";

        private Act(String clinic, Instant at) {
            this.clinic = clinic;
            this.at = at;
        }

        Act by(String whom) {
            actor = whom;
            return this;
        }

        Act about(String whom) {
            patient = whom;
            return this;
        }

        Act of(String resourceType, String id) {
            type = resourceType;
            resource = id;
            return this;
        }

        Act code(String why) {
            code = why;
            return this;
        }

        Act request(String id) {
            request = id;
            return this;
        }

        Act emitter(String service) {
            emitter = service;
            return this;
        }

        Act done(String what) {
            action = what;
            outcome = "succeeded";
            code = null;
            return this;
        }

        AuditEntry entry() {
            return new AuditEntry(
                    clinic,
                    at,
                    Ids.next(),
                    actor,
                    action,
                    type,
                    resource,
                    patient,
                    outcome,
                    code,
                    "203.0.113.7",
                    request,
                    "4bf92f3577b34da6a3ce929d0e0e4736",
                    12,
                    emitter,
                    "a-process",
                    1);
        }
    }
}
