package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.DeadLetterHeaders;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.Samples;
import org.visita.ehrsync.testing.SiblingsResource;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** One booking that cannot be delivered: retried where that may help, a dead letter where it does not. */
@QuarkusTest
class FailureTest extends ComponentTest {

    @Test
    void what_the_ehr_refuses_becomes_a_dead_letter_with_coded_headers() {
        clinic.connect();
        BookingEvent event = Samples.event(clinic.booking());
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        Broker.send(event);

        Map<String, Object> listed = clinic.awaitDeadLetter();

        assertThat(listed)
                .containsEntry("bookingId", event.booking().id())
                .containsEntry("class", "permanent")
                .containsEntry("code", "target-refused")
                .containsEntry("status", 422)
                .containsEntry("attempts", 1)
                .containsEntry("version", 1);
        ConsumerRecord<String, byte[]> record =
                awaitDeadLetterRecord(event.booking().id());
        assertThat(EventJson.read(record.value(), BookingEvent.class)).isEqualTo(event);
        assertThat(TopicReader.header(record, CloudEventHeaders.ID)).isEqualTo(event.eventId());
        assertThat(TopicReader.header(record, DeadLetterHeaders.ORIGIN)).startsWith("booking.events/");
        assertThat(TopicReader.header(record, DeadLetterHeaders.ID)).isEqualTo(listed.get("id"));
        assertThat(ContractSchemas.violations(deadLetterHeaders(record))).isEmpty();
        BookingSync failed = clinic.awaitSync(event.booking(), BookingSync.State.FAILED);
        assertThat(failed.reason()).isEqualTo("target-refused");
    }

    @Test
    void a_replay_delivers_what_has_become_deliverable() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        BookingSnapshot booking = clinic.book();
        String id = (String) clinic.awaitDeadLetter().get("id");
        clinic.ehr.behave();

        clinic.act("/v1/dead-letters/" + id + "/replay", 202);

        clinic.awaitHeld(booking);
        assertThat(clinic.deadLetters()).isEmpty();
        assertThat(clinic.act("/v1/dead-letters/" + id + "/replay", 409)
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("not-needed");
    }

    @Test
    void a_newer_version_heals_a_dead_letter() {
        clinic.connect();
        BookingSnapshot bad = clinic.booking();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment").times(1));
        Broker.send(bad);
        clinic.awaitDeadLetter();

        BookingSnapshot good = Samples.moved(bad, Duration.ofHours(1));
        Broker.send(good);

        clinic.awaitHeld(good);
        assertThat(clinic.deadLetters()).isEmpty();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Fault.answering(500), "target-unavailable"),
                Arguments.of(Fault.doing(Fault.Kind.SILENCE), "target-unreachable"),
                Arguments.of(Fault.answering(504), "target-unavailable"),
                Arguments.of(Fault.doing(Fault.Kind.GIBBERISH), "target-unreadable"),
                Arguments.of(Fault.doing(Fault.Kind.CUT), "target-unreachable"),
                Arguments.of(Fault.doing(Fault.Kind.FLOOD), "target-unreachable"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void one_that_always_fails_is_given_up_and_holds_up_nobody(Fault failure, String code) {
        clinic.connect();
        BookingSnapshot bad = clinic.booking();
        clinic.ehr.with(failure.about(bad.id()));
        Broker.send(bad);
        // As long as others get through, it is not an outage, but this booking's own fault.
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    clinic.awaitHeld(clinic.book());
                    assertThat(clinic.deadLetters()).hasSize(1);
                });

        assertThat(clinic.deadLetters().getFirst())
                .containsEntry("bookingId", bad.id())
                .containsEntry("class", "exhausted")
                .containsEntry("code", code)
                .containsEntry("attempts", 3);
    }

    @Test
    void a_storm_of_conflicts_is_sat_out() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitHeld(booking);
        clinic.ehr.with(Fault.answering(409).on("PUT", "Appointment").times(4));

        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);

        clinic.awaitHeld(moved);
    }

    static Stream<Fault> doubtful() {
        return Stream.of(
                Fault.doing(Fault.Kind.GIBBERISH),
                Fault.answering(200, ""),
                Fault.doing(Fault.Kind.REDIRECT),
                Fault.doing(Fault.Kind.FLOOD),
                Fault.doing(Fault.Kind.CUT),
                Fault.doing(Fault.Kind.CUT_AFTER_COMMIT));
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    void an_answer_that_proves_nothing_is_not_believed(Fault doubtful) {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        clinic.ehr.with(doubtful.on("PUT", "Appointment").times(1));

        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);

        clinic.awaitSync(moved, BookingSync.State.WRITTEN);
        assertThat(clinic.ehr.versionsWritten(booking.id())).containsExactly(1, 2);
        assertThat(clinic.ehr.strayed()).isZero();
    }

    @Test
    void what_somebody_changes_in_between_is_not_lost() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        String id = clinic.awaitHeld(booking).path("id").asText();
        clinic.ehr.with(Fault.answering(412).on("PUT", "Appointment").times(1));
        clinic.ehr.edit("Appointment", id, appointment -> appointment.put("comment", "theirs"));

        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);

        assertThat(clinic.awaitHeld(moved).path("comment").asText()).isEqualTo("theirs");
    }

    @Test
    void several_appointments_of_one_booking_are_for_a_human() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        String twin = """
                {"resourceType":"Appointment","status":"booked","identifier":[{"system":"%s","value":"%s"}]}""".formatted(Samples.BOOKING_SYSTEM, booking.id());
        Stream.of(twin, twin).forEach(each -> clinic.ehr.put("Appointment", each));
        Broker.send(booking);

        assertThat(clinic.awaitDeadLetter())
                .containsEntry("code", "duplicate-target")
                .containsEntry("class", "permanent");
    }

    @Test
    void an_appointment_that_was_deleted_in_the_ehr_is_not_revived() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        String id =
                clinic.ehr.appointmentOf(booking.id()).orElseThrow().path("id").asText();
        clinic.ehr.delete("Appointment", id);

        Broker.send(Samples.moved(booking, Duration.ofHours(1)));

        assertThat(clinic.awaitDeadLetter())
                .containsEntry("code", "target-gone")
                .containsEntry("externalId", id);
    }

    @Test
    void a_patient_that_went_from_the_ehr_is_matched_again() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        String gone = clinic.ehr.all("Patient").getFirst().path("id").asText();
        clinic.ehr.delete("Patient", gone);
        BookingSnapshot ofTheSamePatient = Samples.ofPatient(clinic.booking(), booking.patientId());
        Broker.send(ofTheSamePatient);

        clinic.awaitHeld(ofTheSamePatient);

        assertThat(clinic.ehr.all("Patient"))
                .hasSize(1)
                .noneMatch(patient -> patient.path("id").asText().equals(gone));
        assertThat(clinic.deadLetters()).isEmpty();
    }

    @Test
    void a_patient_that_nobody_knows_is_a_missing_dependency() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        SiblingsResource.forget(booking.patientId());
        Broker.send(booking);

        assertThat(clinic.awaitDeadLetter())
                .containsEntry("code", "dependency-missing")
                .containsEntry("class", "exhausted")
                .containsEntry("attempts", 3);
    }

    private static ConsumerRecord<String, byte[]> awaitDeadLetterRecord(String key) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS_DEAD_LETTER, key))
                        .hasSize(1));
        return TopicReader.withKey(Topics.BOOKING_EVENTS_DEAD_LETTER, key).getFirst();
    }

    private static Map<String, String> deadLetterHeaders(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> {
            if (header.key().startsWith(DeadLetterHeaders.PREFIX)) {
                headers.put(header.key(), TopicReader.header(record, header.key()));
            }
        });
        return headers;
    }
}
