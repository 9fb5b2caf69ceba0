package org.visita.booking.booking.domain;

import java.time.Instant;

/**
 * What a booking keeps through all its states.
 *
 * @param clinic the tenant
 * @param version 1 at creation, one more with each change
 * @param origin {@code api}, or {@code ehr:<connection>} where it was born in an EHR
 */
public record BookingHead(
        BookingId id, String clinic, int version, String origin, Instant createdAt, Instant updatedAt) {

    public static BookingHead first(BookingId id, String clinic, String origin, Instant now) {
        return new BookingHead(id, clinic, 1, origin, now, now);
    }

    BookingHead next(Instant now) {
        return new BookingHead(id, clinic, version + 1, origin, createdAt, now);
    }
}
