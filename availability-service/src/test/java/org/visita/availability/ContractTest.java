package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.testing.ContractSamples;
import org.visita.kit.topics.EventJson;

/** This service understands every sample of what it listens to. */
class ContractTest {

    @Test
    void bookings_of_every_state_are_understood() {
        assertThat(Stream.of(EventType.BOOKING_CREATED, EventType.BOOKING_UPDATED, EventType.BOOKING_CANCELLED)
                        .flatMap(type -> ContractSamples.of(type).stream())
                        .map(sample -> EventJson.read(sample.payload(), BookingEvent.class)
                                .booking()))
                .isNotEmpty()
                .allSatisfy(booking -> {
                    assertThat(booking.practitionerId()).isNotNull();
                    assertThat(booking.occupiedFrom()).isBetween(Instant.EPOCH, booking.occupiedTo());
                });
    }
}
