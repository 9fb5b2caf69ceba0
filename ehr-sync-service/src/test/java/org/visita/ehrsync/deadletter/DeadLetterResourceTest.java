package org.visita.ehrsync.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.Samples;

@QuarkusTest
class DeadLetterResourceTest extends ComponentTest {

    @Test
    void are_listed_page_by_page_each_once() {
        clinic.connect();
        refused(5);

        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            var asking = clinic.asking().queryParam("limit", 2);
            JsonPath page = (cursor == null ? asking : asking.queryParam("cursor", cursor))
                    .get("/v1/dead-letters")
                    .jsonPath();
            ids.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(ids).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void are_found_by_what_they_have_in_common() {
        clinic.connect();
        List<BookingSnapshot> refused = refused(2);
        String twice = twice();

        String connection = clinic.connection();
        assertThat(found("code=target-refused")).hasSize(2);
        assertThat(found("code=duplicate-target")).hasSize(1);
        assertThat(found("booking=" + twice)).containsExactlyElementsOf(found("code=duplicate-target"));
        assertThat(found("class=permanent&connection=" + connection)).hasSize(3);
        assertThat(found("class=exhausted")).isEmpty();
        assertThat(found("connection=" + UUID.randomUUID())).isEmpty();
        assertThat(found("cause=visit-type/1")).isEmpty();
        assertThat(found("state=discarded&state=resolved")).isEmpty();
        assertThat(found("state=open&booking=" + refused.getFirst().id())).hasSize(1);
        Instant now = Instant.now();
        assertThat(found("from=" + now.minusSeconds(60) + "&to=" + now.plusSeconds(60)))
                .hasSize(3);
        assertThat(found("to=" + now.minusSeconds(60))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "connection, here",
        "code,       Some Code",
        "class,      transient",
        "booking,    a b",
        "state,      lost",
        "from,       yesterday",
        "colour,     red"
    })
    void are_not_searched_by_what_cannot_be(String parameter, String value) {
        JsonPath refused = clinic.asking()
                .queryParam(parameter, value)
                .get("/v1/dead-letters")
                .then()
                .statusCode(400)
                .extract()
                .jsonPath();

        assertThat(refused.getList("errors.pointer")).containsExactly("?" + parameter);
    }

    @Test
    void with_one_cause_are_one_issue() {
        clinic.connect();
        refused(3);
        twice();
        unreadable(clinic.id);
        unreadable("another-clinic");

        JsonPath first = clinic.asking()
                .queryParam("limit", 1)
                .get("/v1/dead-letters/issues")
                .jsonPath();
        JsonPath rest = clinic.asking()
                .queryParam("limit", 100)
                .queryParam("cursor", first.getString("next"))
                .get("/v1/dead-letters/issues")
                .jsonPath();

        List<Map<String, Object>> issues = new ArrayList<>(first.getList("items"));
        issues.addAll(rest.getList("items"));
        // Records that name no clinic are everybody's, and other tests leave some.
        issues.removeIf(issue -> issue.get("connectionId") == null && !"not-json".equals(issue.get("cause")));
        assertThat(issues)
                .extracting(issue -> issue.get("code") + " " + issue.get("count"))
                .containsExactlyInAnyOrder("target-refused 3", "duplicate-target 1", "unreadable-event 1");
        Map<String, Object> refused = issues.stream()
                .filter(issue -> issue.get("code").equals("target-refused"))
                .findFirst()
                .orElseThrow();
        assertThat(refused).containsEntry("connectionId", clinic.connection()).containsEntry("cause", "");
        assertThat(found("code=target-refused")).contains((String) refused.get("exampleId"));
        assertThat((String) refused.get("firstSeenAt")).isLessThanOrEqualTo((String) refused.get("lastSeenAt"));
        assertThat(clinic.asking()
                        .queryParam("connection", clinic.connection())
                        .get("/v1/dead-letters/issues")
                        .jsonPath()
                        .getList("items.code"))
                .containsExactlyInAnyOrder("target-refused", "duplicate-target");
    }

    private List<BookingSnapshot> refused(int count) {
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        List<BookingSnapshot> booked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            booked.add(clinic.book());
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(found("code=target-refused")).hasSize(count));
        return booked;
    }

    /** A booking of which the EHR has two Appointments. */
    private String twice() {
        BookingSnapshot booking = clinic.booking();
        for (int i = 0; i < 2; i++) {
            clinic.ehr.put("Appointment", """
                    {"resourceType":"Appointment","status":"booked","identifier":[{"system":"%s","value":"%s"}]}""".formatted(Samples.BOOKING_SYSTEM, booking.id()));
        }
        clinic.ehr.behave();
        Broker.send(booking);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(found("code=duplicate-target")).hasSize(1));
        return booking.id();
    }

    private static void unreadable(String of) {
        Database.execute("""
                insert into unreadable_record (id, clinic, topic, partition, record_offset, size, sha256, bytes,
                                               headers, problem, decoded)
                values (gen_random_uuid(), ?, 'booking.events', 0, (random() * 1e9)::int, 1, 'x', 'x', '{}',
                        'not-json', '{}')""", of);
    }

    private List<String> found(String query) {
        return clinic.asking()
                .get("/v1/dead-letters?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id");
    }
}
