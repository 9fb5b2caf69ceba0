package org.visita.booking.booking.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a booking keeps through all its states.
 *
 * @param clinic the tenant
 * @param version 1 at creation, one more with each change
 * @param origin where it was born: {@code api}, {@code fhir} or {@code ehr:<connection>}
 */
public record BookingHead(
        BookingId id, String clinic, int version, String origin, Instant createdAt, Instant updatedAt) {

    public static BookingHead first(BookingId id, String clinic, String origin, Instant now) {
        return new BookingHead(id, clinic, 1, origin, now, now);
    }

    /** Later than the version before, also by the clock of another machine: lists of what changed go by it. */
    BookingHead next(Instant now) {
        Instant later = updatedAt.plus(1, ChronoUnit.MICROS);
        return new BookingHead(id, clinic, version + 1, origin, createdAt, now.isBefore(later) ? later : now);
    }
}
