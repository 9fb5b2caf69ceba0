package org.visita.booking.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.rules.Modality;

class BookingStatesTest {

    private static final Instant NINE = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void a_booking_keeps_its_id_and_counts_its_versions() {
        Booking.Booked booked = booked();
        Booking.Booked moved = booked.moveTo(visitAt(NINE.plus(Duration.ofHours(1))), NOW.plusSeconds(1));
        Booking.Cancelled cancelled = moved.cancel(Cancellation.PATIENT_REQUEST, NOW.plusSeconds(2));

        assertThat(cancelled.head().id()).isEqualTo(booked.head().id());
        assertThat(booked.head().version()).isEqualTo(1);
        assertThat(moved.head().version()).isEqualTo(2);
        assertThat(cancelled.head().version()).isEqualTo(3);
        assertThat(cancelled.head().createdAt()).isEqualTo(NOW);
        assertThat(cancelled.head().updatedAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(cancelled.visit()).isEqualTo(moved.visit());
    }

    @Test
    void a_reason_says_on_whose_wish() {
        assertThat(Cancellation.PATIENT_REQUEST.by()).isEqualTo(Cancellation.By.PATIENT);
        assertThat(Cancellation.CLOSURE.by()).isEqualTo(Cancellation.By.CLINIC);
    }

    @Test
    void a_visit_that_ends_before_it_starts_is_none() {
        Visit visit = visitAt(NINE);
        assertThatThrownBy(() -> new Visit(
                        visit.patientId(),
                        null,
                        visit.visitTypeId(),
                        visit.practitionerId(),
                        visit.locationId(),
                        visit.modality(),
                        null,
                        List.of(),
                        null,
                        visit.end(),
                        visit.start(),
                        visit.start(),
                        visit.end(),
                        visit.zone()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Booking.Booked booked() {
        return new Booking.Booked(
                BookingHead.first(new BookingId(UUID.randomUUID()), "clinic", "api", NOW), visitAt(NINE));
    }

    private static Visit visitAt(Instant start) {
        Instant end = start.plus(Duration.ofMinutes(30));
        return new Visit(
                UUID.randomUUID(),
                null,
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                Modality.IN_PERSON,
                null,
                List.of(),
                null,
                start,
                end,
                start,
                end,
                ZoneId.of("Europe/Berlin"));
    }
}
