package org.visita.ehrsync.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.destination.Sealing;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.EhrRequest;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.Samples;

/** One dead letter, as an operator sees it before they decide. */
@QuarkusTest
class DeadLetterItemTest extends ComponentTest {

    @Inject
    Sealing sealing;

    @Test
    void shows_what_the_ehr_holds_and_what_a_replay_would_change() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        clinic.ehr.with(Fault.answering(422).on("PUT", "Appointment"));
        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);
        String id = (String) clinic.awaitDeadLetter().get("id");

        JsonPath item = read(id);

        assertThat(item.getString("verdict")).isEqualTo("still-needed");
        assertThat(item.getString("event.booking.id")).isEqualTo(booking.id());
        assertThat(item.getString("origin")).startsWith("booking.events/");
        assertThat(item.getString("ehr.state")).isEqualTo("held");
        assertThat(item.getInt("ehr.version")).isEqualTo(1);
        assertThat(item.getString("ehr.resource.status")).isEqualTo("booked");
        assertThat(item.getString("appointment.resource.start"))
                .isEqualTo(moved.start().toString());
        assertThat(item.getList("differences.path"))
                .containsExactlyInAnyOrder(
                        "Appointment.extension[0].valueInteger", "Appointment.start", "Appointment.end");
        String start = "differences.find { it.path == 'Appointment.start' }";
        assertThat(item.getString(start + ".ehr")).isEqualTo(booking.start().toString());
        assertThat(item.getString(start + ".ours")).isEqualTo(moved.start().toString());
    }

    @Test
    void that_the_ehr_has_nothing_of_shows_all_that_it_would_get_and_writes_nothing() {
        clinic.connect();
        String id = refused();
        int before = clinic.ehr.requests().size();

        JsonPath item = read(id);

        assertThat(item.getString("ehr.state")).isEqualTo("absent");
        assertThat(item.getString("verdict")).isEqualTo("still-needed");
        assertThat(item.getString("differences.find { it.path == 'Appointment.status' }.ours"))
                .isEqualTo("booked");
        assertThat(item.getString("differences.find { it.path == 'Appointment.status' }.ehr"))
                .isNull();
        List<EhrRequest> asked = clinic.ehr.requests();
        assertThat(asked.subList(before, asked.size()))
                .extracting(EhrRequest::method)
                .containsOnly("GET");
    }

    @Test
    void tells_when_the_ehr_does_not() {
        clinic.connect();
        String id = refused();
        clinic.pause();
        clinic.ehr.goDown();
        try {
            JsonPath item = read(id);

            assertThat(item.getString("ehr.state")).isEqualTo("unknown");
            assertThat(item.getString("ehr.problem.code")).isEqualTo("target-unreachable");
            assertThat(item.getString("appointment.resource.resourceType")).isEqualTo("Appointment");
            assertThat(item.getList("differences")).isEmpty();
            assertThat(item.getString("verdict")).isEqualTo("still-needed");
        } finally {
            clinic.ehr.goUp();
        }
    }

    @Test
    void shows_what_would_be_sent_although_the_ehr_says_nothing() {
        clinic.connect();
        String id = refused();
        clinic.pause();
        // Another version of the connection: what is known of the EHR's ids is looked up anew.
        Database.execute("update connection set version = version + 1 where clinic = ?", clinic.id);
        Database.execute("delete from patient_link where clinic = ?", clinic.id);
        clinic.ehr.with(Fault.doing(Fault.Kind.SILENCE));

        JsonPath item = read(id);

        assertThat(item.getString("ehr.state")).isEqualTo("unknown");
        assertThat(item.getString("appointment.problem")).isNull();
        assertThat(item.getList("appointment.resource.participant.actor.identifier.value"))
                .contains(item.getString("event.booking.patientId"), clinic.practitioner, clinic.location);
    }

    @Test
    void that_the_ehr_has_after_all_is_already_there_and_a_replay_writes_nothing() {
        clinic.connect();
        String id = refused();
        String booking = read(id).getString("bookingId");
        clinic.ehr.put("Appointment", """
                {"resourceType":"Appointment","status":"booked",
                 "extension":[{"url":"https://visita.example/fhir/StructureDefinition/booking-version","valueInteger":1}],
                 "identifier":[{"system":"%s","value":"%s"}]}""".formatted(Samples.BOOKING_SYSTEM, booking));

        assertThat(read(id).getString("verdict")).isEqualTo("already-there");
        // Although much differs: what a clerk did with this version is theirs.
        assertThat(read(id).getList("differences")).isEmpty();
        clinic.act("/v1/dead-letters/" + id + "/replay", 202);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(read(id).getString("state")).isEqualTo("resolved"));
        assertThat(clinic.ehr.requests())
                .noneMatch(request -> request.method().equals("PUT"))
                .hasSizeGreaterThan(0);
    }

    @Test
    void without_a_cause_is_found_as_such() {
        clinic.connect();
        String id = refused();
        Database.execute("update dead_letter set cause = '' where clinic = ?", clinic.id);

        for (String cause : List.of("none", "visit-type/1")) {
            assertThat(clinic.asking()
                            .queryParam("cause", cause)
                            .get("/v1/dead-letters")
                            .jsonPath()
                            .getList("items.id"))
                    .isEqualTo(cause.equals("none") ? List.of(id) : List.of());
        }
    }

    @Test
    void believes_the_ehr_rather_than_what_was_written_once() {
        clinic.connect();
        String id = refused();
        clinic.pause();
        Database.execute("update delivery set written_version = 1 where clinic = ?", clinic.id);

        assertThat(read(id).getString("verdict")).isEqualTo("still-needed");
        clinic.ehr.goDown();
        try {
            assertThat(read(id).getString("verdict")).isEqualTo("already-there");
        } finally {
            clinic.ehr.goUp();
        }
    }

    @Test
    void of_an_old_version_is_superseded_and_not_replayed() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        BookingSnapshot booking = clinic.book();
        String id = (String) clinic.awaitDeadLetter().get("id");
        clinic.pause();
        Broker.send(Samples.moved(booking, Duration.ofHours(1)));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(read(id).getString("state")).isEqualTo("retrying"));

        assertThat(read(id).getString("verdict")).isEqualTo("superseded");
        assertThat(clinic.act("/v1/dead-letters/" + id + "/replay", 409)
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("not-needed");
        assertThat(read(id).getString("because")).isEqualTo("newer-version");
    }

    @Test
    void shows_what_the_ehr_said_and_what_was_tried() {
        clinic.connect();
        String id = refused();
        String booking = read(id).getString("bookingId");
        String outcome = """
                {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid"}]}""";
        Database.execute(
                "update dead_letter set outcome = ? where id = ?",
                sealing.seal(outcome, clinic.id, booking, "outcome"),
                UUID.fromString(id));
        Database.execute("delete from attempt where booking_id = ?", booking);
        for (String code : List.of("target-slow", "target-refused")) {
            Database.execute("""
                    insert into attempt (clinic, connection_id, booking_id, version, started_at, duration_ms, outcome,
                                         code, status)
                    values (?, ?, ?, 1, now(), 12, 'refused', ?, 422)""", clinic.id, UUID.fromString(clinic.connection()), booking, code);
        }

        JsonPath item = read(id);

        assertThat(item.getString("outcome.issue[0].code")).isEqualTo("invalid");
        assertThat(item.getList("attemptLog.code")).containsExactly("target-refused", "target-slow");
        assertThat(item.getInt("attemptLog[0].durationMillis")).isEqualTo(12);
    }

    @Test
    void that_cannot_be_mapped_says_so_in_place_of_the_appointment() {
        clinic.connect();
        String visitType = Samples.id();
        Broker.send(Samples.booking(clinic.id, clinic.practitioner, clinic.location, visitType));
        String id = (String) clinic.awaitDeadLetter().get("id");

        JsonPath item = read(id);

        assertThat(item.getString("appointment.resource")).isNull();
        assertThat(item.getString("appointment.problem.code")).isEqualTo("mapping-missing");
        assertThat(item.getString("appointment.problem.cause")).isEqualTo("visit-type/" + visitType);
        assertThat(item.getString("ehr.state")).isEqualTo("absent");
        assertThat(item.getList("differences")).isEmpty();
        assertThat(clinic.asking()
                        .queryParam("cause", "visit-type/" + visitType)
                        .get("/v1/dead-letters")
                        .jsonPath()
                        .getList("items.id"))
                .containsExactly(id);
    }

    private String refused() {
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        clinic.book();
        return (String) clinic.awaitDeadLetter().get("id");
    }

    private JsonPath read(String id) {
        return clinic.asking()
                .get("/v1/dead-letters/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
