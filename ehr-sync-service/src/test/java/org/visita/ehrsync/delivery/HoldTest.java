package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.contracts.booking.BookingStatus.BOOKED;
import static org.visita.contracts.booking.BookingStatus.HELD;
import static org.visita.contracts.booking.BookingStatus.PENDING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.EhrRequest;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.topics.EventJson;

/** A hold is nobody's visit yet: an EHR hears of it when it is booked, and not otherwise. */
@QuarkusTest
class HoldTest extends ComponentTest {

    @Inject
    AgroalDataSource database;

    @Test
    void a_hold_is_no_news_for_an_ehr() throws SQLException {
        clinic.connect();
        BookingSnapshot held = Samples.held(clinic.booking());

        Broker.send(held);

        assertUnheardOf(held);
    }

    /** The first is a release, the second an expiry. */
    @ParameterizedTest
    @ValueSource(strings = {"api", "visita"})
    void neither_is_its_end(String origin) throws SQLException {
        clinic.connect();
        BookingSnapshot held = Samples.held(clinic.booking());

        Broker.send(held);
        Broker.send(end(held, origin));

        assertUnheardOf(held);
    }

    @Test
    void the_end_alone_or_before_its_beginning_is_no_news_either() throws SQLException {
        clinic.connect();
        BookingSnapshot alone = Samples.held(clinic.booking());
        BookingSnapshot reversed = Samples.held(clinic.booking());

        Broker.send(end(alone, "visita"));
        Broker.send(end(reversed, "visita"));
        Broker.send(reversed);

        assertUnheardOf(alone, reversed);
    }

    @Test
    void an_ehr_that_is_connected_later_hears_of_no_hold() throws SQLException {
        BookingSnapshot held = Samples.held(clinic.booking());
        BookingSnapshot ended = Samples.held(clinic.booking());
        Broker.send(held);
        Broker.send(ended);
        Broker.send(end(ended, "api"));
        clinic.connect();

        assertUnheardOf(held, ended);
    }

    @ParameterizedTest
    @EnumSource(
            value = BookingStatus.class,
            names = {"BOOKED", "PENDING"})
    void a_hold_that_is_booked_becomes_one_appointment(BookingStatus status) {
        clinic.connect();
        BookingSnapshot held = Samples.held(clinic.booking());
        Broker.send(held);
        clinic.awaitHeld(clinic.book());
        BookingSnapshot booked = Samples.in(held, status);

        Broker.send(Samples.event(booked, HELD, "api"));

        ObjectNode appointment = clinic.awaitHeld(booked);
        assertThat(appointment.path("status").asText()).isEqualTo(status == PENDING ? "pending" : "booked");
        assertThat(clinic.ehr.history("Appointment", appointment.path("id").asText()))
                .hasSize(1);
    }

    @Test
    void a_hold_that_comes_late_takes_nothing_back() {
        clinic.connect();
        BookingSnapshot held = Samples.held(clinic.booking());
        BookingSnapshot booked = Samples.in(held, BOOKED);
        Broker.send(Samples.event(booked, HELD, "api"));
        clinic.awaitHeld(booked);

        Broker.send(held);
        clinic.awaitHeld(clinic.book());

        assertThat(clinic.ehr.appointmentOf(held.id()).map(FhirPaths::versionOf))
                .hasValue(2);
    }

    @Test
    void what_was_held_and_then_booked_is_cancelled_like_any_booking() {
        clinic.connect();
        BookingSnapshot booked = Samples.in(Samples.held(clinic.booking()), BOOKED);
        BookingSnapshot cancelled =
                Samples.cancelled(booked, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST);

        // Of its three snapshots only the last is seen.
        Broker.send(Samples.event(cancelled, BOOKED, "api"));

        assertThat(clinic.awaitHeld(cancelled).path("status").asText()).isEqualTo("cancelled");
    }

    private static BookingEvent end(BookingSnapshot held, String origin) {
        return Samples.event(
                Samples.cancelled(held, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST), HELD, origin);
    }

    /** Not by the EHR, not by booking-service, and nothing waits to tell them. */
    private void assertUnheardOf(BookingSnapshot... holds) throws SQLException {
        // Same partition as the holds, so behind them.
        List.of(holds).forEach(this::bookBehind);
        for (BookingSnapshot hold : holds) {
            assertThat(clinic.ehr.requests()).noneMatch(request -> mentions(request, hold));
            assertThat(clinic.syncsOf(hold)).isEmpty();
            assertThat(deliveries(hold)).isZero();
        }
    }

    private void bookBehind(BookingSnapshot hold) {
        BookingSnapshot next = clinic.booking();
        Broker.send(new ProducerRecord<>(Topics.BOOKING_EVENTS, hold.id(), EventJson.write(Samples.event(next))));
        clinic.awaitHeld(next);
    }

    private static boolean mentions(EhrRequest request, BookingSnapshot hold) {
        String said = request.query() + request.body();
        return said.contains(hold.id()) || said.contains(hold.patientId());
    }

    private int deliveries(BookingSnapshot hold) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select count(*) from delivery where clinic = ? and booking_id = ?")) {
            query.setString(1, hold.clinic());
            query.setString(2, hold.id());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
