package org.visita.local.bench.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingEvent;
import org.visita.local.bench.EventSender;

class SyncClinicTest {

    private static final Instant FIRST = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123456Z");

    private final SyncClinic clinic = new SyncClinic("clinic", FIRST);

    @Test
    void makes_each_booking_once() {
        List<BookingEvent> bookings = clinic.book(1_000, NOW);
        assertThat(bookings.stream().map(event -> event.booking().id())).doesNotHaveDuplicates();
        assertThat(bookings.stream().map(BookingEvent::eventId)).doesNotHaveDuplicates();
        assertThat(clinic.book(1, NOW)).doesNotContainAnyElementsOf(bookings);
    }

    @Test
    void its_bookings_can_be_read_and_made_an_appointment_of() throws Exception {
        BookingEvent booking = clinic.book(1, NOW).getFirst();
        byte[] wire = EventSender.JSON.writeValueAsBytes(booking);
        assertThat(EventSender.JSON.readValue(wire, BookingEvent.class)).isEqualTo(booking);
        JsonNode appointment = EventSender.JSON.readTree(BareAppointment.of(booking.booking()));
        assertThat(appointment.at("/identifier/0/value").asText())
                .isEqualTo(booking.booking().id());
        assertThat(appointment.at("/start").asText()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(appointment.at("/created").asText()).isEqualTo("2026-11-22T10:15:30Z");
        assertThat(appointment.at("/participant/0/actor/reference").asText())
                .isEqualTo("Patient/" + booking.booking().patientId());
        assertThat(appointment.at("/participant").size()).isEqualTo(3);
    }
}
