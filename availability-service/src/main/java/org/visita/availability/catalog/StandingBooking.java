package org.visita.availability.catalog;

import java.time.Instant;
import java.util.UUID;
import org.visita.rules.BookedVisit;

/**
 * A live booking, as the read copy has it.
 *
 * @param start of the visit, without its buffers
 * @param end of the visit, exclusive
 */
record StandingBooking(UUID id, BookedVisit visit, Instant start, Instant end) {

    Position position() {
        return new Position(start, id);
    }

    /** A place in the order of all bookings: by start, then id. */
    record Position(Instant start, UUID id) {

        /** Far less than the database can hold, far more than anybody books ahead. */
        private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

        /** Before all that start at or after the instant. */
        static Position at(Instant start) {
            return new Position(start, new UUID(0, 0));
        }

        /** @throws RuntimeException if the text is none */
        static Position parse(String text) {
            int slash = text.indexOf('/');
            Instant start = Instant.parse(text.substring(0, slash));
            if (start.isBefore(Instant.EPOCH) || start.isAfter(LATEST)) {
                throw new IllegalArgumentException("no booking of ours starts then");
            }
            return new Position(start, UUID.fromString(text.substring(slash + 1)));
        }

        @Override
        public String toString() {
            return start + "/" + id;
        }
    }
}
