package org.visita.booking.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.visita.booking.booking.BookingCriteria.Field;
import org.visita.booking.booking.BookingCriteria.Stretch;
import org.visita.fhirkit.AskedTime;

/** What a date parameter finds. A date of a visit is a date at its own location; a time has an offset. */
final class SearchedTime {

    private SearchedTime() {}

    /**
     * Empty if the text is no such value.
     *
     * @param date what a date is compared with
     * @param time what a time is compared with
     */
    static Optional<Stretch> parse(String text, Field date, Field time) {
        return AskedTime.parse(text).map(asked -> switch (asked) {
            case AskedTime.Instants(String prefix, Instant from, Instant after) -> compare(prefix, time, from, after);
            case AskedTime.Dates(String prefix, LocalDate from, LocalDate after)
            when date == time -> compare(prefix, time, utc(from), utc(after));
            case AskedTime.Dates(String prefix, LocalDate from, LocalDate after) -> compare(prefix, date, from, after);
        });
    }

    private static Instant utc(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** What is searched has no extent, so that {@code sa} is {@code gt}, and {@code eb} is {@code lt}. */
    private static Stretch compare(String prefix, Field field, Object from, Object after) {
        return switch (prefix) {
            case "ne" -> new Stretch(field, from, after, true);
            case "gt", "sa" -> new Stretch(field, after, null, false);
            case "ge" -> new Stretch(field, from, null, false);
            case "lt", "eb" -> new Stretch(field, null, from, false);
            case "le" -> new Stretch(field, null, after, false);
            default -> new Stretch(field, from, after, false);
        };
    }
}
