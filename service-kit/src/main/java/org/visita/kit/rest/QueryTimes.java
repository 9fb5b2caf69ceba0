package org.visita.kit.rest;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times in query parameters: RFC 3339 with an offset. */
public final class QueryTimes {

    /** What to tell a caller whose time is none. */
    public static final String EXPECTED = "is a time with offset, such as 2026-11-23T00:00:00+01:00";

    private QueryTimes() {}

    /** Empty if the text is no such time. */
    public static Optional<OffsetDateTime> parse(String text) {
        try {
            // A plus sign that was not escaped arrives as a blank; nothing else in a time is one.
            return Optional.of(OffsetDateTime.parse(text.replace(' ', '+'))).filter(QueryTimes::hasFourDigits);
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    /** As RFC 3339 has it. Java knows years that no database does. */
    private static boolean hasFourDigits(OffsetDateTime time) {
        return time.getYear() >= 0 && time.getYear() <= 9999;
    }
}
