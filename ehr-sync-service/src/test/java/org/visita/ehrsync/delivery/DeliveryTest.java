package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.FakeEhr;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.Samples;

@QuarkusTest
class DeliveryTest extends ComponentTest {

    @Test
    void a_booking_becomes_one_appointment() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();

        ObjectNode held = clinic.awaitHeld(booking);

        assertThat(held.path("status").asText()).isEqualTo("booked");
        assertThat(held.path("minutesDuration").asInt()).isEqualTo(30);
        assertThat(held.at("/serviceType/0/coding/0/code").asText()).isEqualTo("check-up");
        for (String type : List.of("Patient", "Practitioner", "Location")) {
            JsonNode actor =
                    FhirPaths.participant(held, type.toLowerCase(Locale.ROOT)).path("actor");
            assertThat(actor.path("reference").asText())
                    .isEqualTo(type + "/"
                            + clinic.ehr.all(type).getFirst().path("id").asText());
            assertThat(actor.at("/identifier/value").asText()).isNotEmpty();
        }

        BookingSync written = clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        assertThat(written.externalId()).isEqualTo(held.path("id").asText());
        assertThat(written.connectionId()).isEqualTo(clinic.connection());
        assertThat(clinic.syncsOf(booking))
                .extracting(BookingSync::state)
                .containsExactly(BookingSync.State.PENDING, BookingSync.State.WRITTEN);
    }

    @Test
    void is_there_within_a_second() {
        clinic.connect();
        clinic.awaitHeld(clinic.book());

        clinic.awaitHeld(clinic.book(), Duration.ofSeconds(1));
    }

    @Test
    void follows_a_booking_through_its_life() {
        clinic.connect();
        BookingSnapshot created = clinic.book();
        clinic.awaitHeld(created);
        BookingSnapshot moved = Samples.moved(created, Duration.ofHours(2));
        Broker.send(moved);
        assertThat(clinic.awaitHeld(moved).path("start").asText())
                .isEqualTo(moved.start().toString());

        BookingSnapshot cancelled =
                Samples.cancelled(moved, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST);
        Broker.send(cancelled);

        ObjectNode held = clinic.awaitHeld(cancelled);
        assertThat(held.path("status").asText()).isEqualTo("cancelled");
        assertThat(held.at("/cancelationReason/coding/0/code").asText()).isEqualTo("pat");
        assertThat(clinic.ehr.all("Appointment")).hasSize(1);
        assertThat(clinic.ehr.history("Appointment", held.path("id").asText()))
                .extracting(FhirPaths::versionOf)
                .containsExactly(1, 2, 3);
        assertThat(clinic.ehr.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void the_same_event_twice_changes_nothing() {
        clinic.connect();
        BookingEvent event = Samples.event(clinic.booking());
        Broker.send(event);
        clinic.awaitHeld(event.booking());
        clinic.awaitSync(event.booking(), BookingSync.State.WRITTEN);

        Broker.send(event);
        clinic.awaitHeld(bookedAfter());

        String id = clinic.ehr
                .appointmentOf(event.booking().id())
                .orElseThrow()
                .path("id")
                .asText();
        assertThat(clinic.ehr.history("Appointment", id)).hasSize(1);
        assertThat(clinic.syncsOf(event.booking())).hasSize(2);
    }

    @Test
    void events_out_of_order_end_in_the_newest_version() {
        clinic.connect();
        BookingSnapshot first = clinic.booking();
        BookingSnapshot second = Samples.moved(first, Duration.ofHours(1));
        BookingSnapshot third = Samples.moved(second, Duration.ofHours(1));

        List.of(third, first, second).forEach(Broker::send);

        clinic.awaitHeld(third);
        clinic.awaitHeld(bookedAfter());
        ObjectNode held = clinic.awaitHeld(third);
        assertThat(clinic.ehr.history("Appointment", held.path("id").asText()))
                .extracting(FhirPaths::versionOf)
                .isSorted()
                .endsWith(3);
    }

    @Test
    void what_the_ehr_added_stays() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        String id = clinic.awaitHeld(booking).path("id").asText();
        clinic.ehr.edit("Appointment", id, appointment -> {
            appointment.put("comment", "bring the referral");
            appointment.putObject("meta").putArray("tag").addObject().put("code", "theirs");
            appointment
                    .withArray("/identifier")
                    .addObject()
                    .put("system", "urn:ehr")
                    .put("value", "77");
            appointment
                    .withArray("/participant")
                    .addObject()
                    .put("status", "tentative")
                    .putObject("actor")
                    .put("display", "a nurse");
            return appointment;
        });

        BookingSnapshot moved = Samples.movedTo(booking, Samples.id());
        Broker.send(moved);

        ObjectNode held = clinic.awaitHeld(moved);
        assertThat(held.path("comment").asText()).isEqualTo("bring the referral");
        assertThat(held.at("/meta/tag/0/code").asText()).isEqualTo("theirs");
        assertThat(held.path("identifier")).hasSize(2);
        assertThat(held.path("participant"))
                .hasSize(4)
                .anyMatch(
                        participant -> participant.at("/actor/display").asText().equals("a nurse"));
        assertThat(FhirPaths.participant(held, "practitioner")
                        .at("/actor/identifier/value")
                        .asText())
                .isEqualTo(moved.practitionerId());
    }

    @Test
    void what_the_ehr_does_not_know_is_named_by_identifier() {
        clinic.connect();
        // A practitioner whom the catalog does not have either: it may be a moment behind, so this takes another look.
        BookingSnapshot booking = Samples.movedTo(clinic.booking(), Samples.id());
        Broker.send(booking);

        JsonNode actor =
                FhirPaths.participant(clinic.awaitHeld(booking), "practitioner").path("actor");

        assertThat(actor.has("reference")).isFalse();
        assertThat(actor.path("type").asText()).isEqualTo("Practitioner");
        assertThat(actor.at("/identifier/system").asText()).isEqualTo("https://visita.example/sid/practitioner-id");
        assertThat(actor.at("/identifier/value").asText()).isEqualTo(booking.practitionerId());
    }

    @Test
    void what_came_from_the_ehr_is_not_written_back_to_it() {
        clinic.connect();
        BookingSnapshot theirs = clinic.booking();
        Broker.send(Samples.event(theirs, "ehr:" + clinic.connection()));

        clinic.awaitHeld(bookedAfter());

        assertThat(clinic.ehr.appointmentOf(theirs.id())).isEmpty();
    }

    @Test
    void a_change_that_came_from_the_ehr_is_not_written_back_and_the_next_of_ours_is() {
        clinic.connect();
        BookingSnapshot created = clinic.book();
        clinic.awaitHeld(created);
        BookingSnapshot movedThere = Samples.moved(created, Duration.ofHours(1));
        Broker.send(Samples.event(movedThere, "ehr:" + clinic.connection()));
        clinic.awaitHeld(bookedAfter());
        assertThat(clinic.ehr.appointmentOf(created.id()).map(FhirPaths::versionOf))
                .hasValue(1);

        BookingSnapshot movedHere = Samples.moved(movedThere, Duration.ofHours(1));
        Broker.send(movedHere);

        String id = clinic.awaitHeld(movedHere).path("id").asText();
        assertThat(clinic.ehr.history("Appointment", id))
                .extracting(FhirPaths::versionOf)
                .containsExactly(1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fhir", "visita", "ehr:another-connection", "a-source-of-later"})
    void a_change_from_anywhere_else_is_written(String origin) {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();

        Broker.send(Samples.event(booking, origin));

        clinic.awaitHeld(booking);
    }

    @Test
    void an_ehr_that_is_connected_later_gets_what_has_not_ended() {
        BookingSnapshot ahead = clinic.book();
        BookingSnapshot over = Samples.moved(clinic.booking(), Duration.ofDays(-3));
        Broker.send(over);
        BookingSnapshot calledOff =
                Samples.cancelled(clinic.booking(), Cancellation.By.CLINIC, Cancellation.Reason.CLOSURE);
        Broker.send(calledOff);
        // Heard of before the connection is there: of what is called off afterwards, the EHR has to hear.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Database.list(
                                        "select booking_id from wanted_booking where clinic = ? and booking_id in (?, ?)",
                                        clinic.id,
                                        over.id(),
                                        calledOff.id())
                                .size()
                        == 2);
        clinic.connect();

        clinic.awaitHeld(ahead);
        clinic.awaitHeld(bookedAfter());

        assertThat(clinic.ehr.all("Appointment")).hasSize(2);
    }

    @Test
    void a_paused_connection_keeps_its_deliveries() {
        clinic.connect();
        clinic.pause();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.PENDING);
        assertThat(clinic.ehr.requests()).isEmpty();

        clinic.resume();

        clinic.awaitHeld(booking);
    }

    @Test
    void an_ehr_at_a_new_address_gets_everything_again_and_nobody_elses_ids() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        try (var other = FakeEhr.start()) {
            // The id that the booking had in the first EHR is another's in the second.
            String id = clinic.ehr
                    .appointmentOf(booking.id())
                    .orElseThrow()
                    .path("id")
                    .asText();
            other.put("Appointment", "{\"resourceType\":\"Appointment\",\"id\":\"" + id + "\",\"status\":\"booked\"}");
            var changed = clinic.asking()
                    .header("If-Match", "\"1\"")
                    .body(Map.of("name", "New", "baseUrl", other.baseUrl()))
                    .put("/v1/connections/" + clinic.connection());
            assertThat(changed.statusCode()).isEqualTo(200);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> other.appointmentOf(booking.id()).isPresent());

            assertThat(other.history("Appointment", id)).hasSize(1);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(clinic.syncsOf(booking))
                    .extracting(BookingSync::state)
                    .containsSubsequence(
                            BookingSync.State.WRITTEN, BookingSync.State.PENDING, BookingSync.State.WRITTEN));
            clinic.pause();
        }
    }

    /** Sent after everything else, to the same partitions' consumer: once it is there, the rest has been looked at. */
    private BookingSnapshot bookedAfter() {
        return clinic.book();
    }
}
