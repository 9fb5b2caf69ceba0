package org.visita.fhirkit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a search parameter of type date (FHIR R4, search, 3.1.1.4.6): a prefix, and a date or a time that stands
 * for all of its own precision. A date has no offset: whoever compares knows of which place it is one.
 */
public sealed interface AskedTime {

    /** One of {@code eq}, {@code ne}, {@code gt}, {@code lt}, {@code ge}, {@code le}, {@code sa}, {@code eb}. */
    String prefix();

    /**
     * A year, a month or a day.
     *
     * @param after the first day that is no longer meant
     */
    record Dates(String prefix, LocalDate from, LocalDate after) implements AskedTime {}

    /**
     * A minute, a second, or a fraction of one.
     *
     * @param after the first instant that is no longer meant
     */
    record Instants(String prefix, Instant from, Instant after) implements AskedTime {}

    Pattern VALUE = Pattern.compile("(eq|ne|gt|lt|ge|le|sa|eb)?(\\d{4}.*)");
    Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");

    /** Empty if the text is no such value. */
    static Optional<AskedTime> parse(String text) {
        // A plus sign that was not escaped arrives as a blank; nothing else in a time is one.
        Matcher value = VALUE.matcher(text.replace(' ', '+'));
        if (!value.matches()) {
            return Optional.empty();
        }
        String prefix = value.group(1) == null ? "eq" : value.group(1);
        String moment = value.group(2);
        try {
            return Optional.of(moment.contains("T") ? instants(prefix, moment) : dates(prefix, moment));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private static Dates dates(String prefix, String moment) {
        return switch (moment.length()) {
            case 4 -> {
                LocalDate first = LocalDate.of(Integer.parseInt(moment), 1, 1);
                yield new Dates(prefix, first, first.plusYears(1));
            }
            case 7 -> {
                LocalDate first = YearMonth.parse(moment).atDay(1);
                yield new Dates(prefix, first, first.plusMonths(1));
            }
            default -> {
                LocalDate day = LocalDate.parse(moment);
                yield new Dates(prefix, day, day.plusDays(1));
            }
        };
    }

    private static Instants instants(String prefix, String moment) {
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
        return new Instants(prefix, from, from.plus(precision));
    }
}
