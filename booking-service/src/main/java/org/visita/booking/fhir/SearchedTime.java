package org.visita.booking.fhir;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.visita.booking.booking.BookingCriteria.Field;
import org.visita.booking.booking.BookingCriteria.Stretch;

/**
 * The value of a search parameter of type date (FHIR R4, search, 3.1.1.4.6): a prefix, and a date or a time that stands
 * for all of its own precision. A date of a visit is a date at its own location; a time has an offset.
 */
final class SearchedTime {

    private static final Pattern VALUE = Pattern.compile("(eq|ne|gt|lt|ge|le|sa|eb)?(\\d{4}.*)");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");

    private SearchedTime() {}

    /**
     * Empty if the text is no such value.
     *
     * @param date what a date is compared with
     * @param time what a time is compared with
     */
    static Optional<Stretch> parse(String text, Field date, Field time) {
        // A plus sign that was not escaped arrives as a blank; nothing else in a time is one.
        Matcher value = VALUE.matcher(text.replace(' ', '+'));
        if (!value.matches()) {
            return Optional.empty();
        }
        String prefix = value.group(1) == null ? "eq" : value.group(1);
        try {
            return Optional.of(stretch(prefix, value.group(2), date, time));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private static Stretch stretch(String prefix, String moment, Field date, Field time) {
        if (moment.contains("T")) {
            return instants(prefix, moment, time);
        }
        LocalDate first =
                switch (moment.length()) {
                    case 4 -> LocalDate.of(Integer.parseInt(moment), 1, 1);
                    case 7 -> YearMonth.parse(moment).atDay(1);
                    default -> LocalDate.parse(moment);
                };
        LocalDate after =
                switch (moment.length()) {
                    case 4 -> first.plusYears(1);
                    case 7 -> first.plusMonths(1);
                    default -> first.plusDays(1);
                };
        return date == time ? compare(prefix, time, utc(first), utc(after)) : compare(prefix, date, first, after);
    }

    private static Stretch instants(String prefix, String moment, Field time) {
        Matcher parts = TIME.matcher(moment);
        if (!parts.matches()) {
            throw new DateTimeException("no time with an offset");
        }
        Duration precision = parts.group(1) == null
                ? Duration.ofMinutes(1)
                : parts.group(2) == null
                        ? Duration.ofSeconds(1)
                        : Duration.ofNanos(
                                (long) Math.pow(10, 10 - parts.group(2).length()));
        Instant from = OffsetDateTime.parse(moment).toInstant();
        return compare(prefix, time, from, from.plus(precision));
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
