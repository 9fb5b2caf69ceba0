package org.visita.ehrsync.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a point in time. */
final class RetryAfter {

    private static final int MOST_DIGITS = 6;

    private RetryAfter() {}

    /**
     * @param text the header; may be null
     * @param date the header {@code Date} of the same answer; may be null
     * @param now by our clock, if the answer has no date: with one, the two clocks need not agree
     * @return null if it has no such header, or one that says nothing
     */
    static Duration of(String text, String date, Instant now) {
        if (text == null) {
            return null;
        }
        String trimmed = text.trim();
        if (trimmed.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            return Duration.ofSeconds(Long.parseLong(trimmed));
        }
        Instant from = instant(date).orElse(now);
        return instant(trimmed)
                .map(until -> Duration.between(from, until))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(null);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim(), Instant::from));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }
}
