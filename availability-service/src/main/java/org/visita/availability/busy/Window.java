package org.visita.availability.busy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.visita.rules.BusyScope;

/** A stretch of time, half-open {@code [from, to)}, in epoch seconds. */
record Window(long from, long to) {

    static final Window ALL = new Window(Long.MIN_VALUE, Long.MAX_VALUE);
    static final Window NONE = new Window(0, 0);

    /** A date of any zone lies within its UTC date and so much on either side. */
    private static final long ZONES_SECONDS = 18 * 60 * 60;

    static Window around(Instant now, BusyConfig config) {
        return new Window(
                now.minus(config.behind()).getEpochSecond(),
                now.plus(config.ahead()).getEpochSecond());
    }

    boolean touches(TakenVisit visit) {
        return visit.to() > from && visit.from() < to;
    }

    /** Whether all that an answer depends on lies inside. */
    boolean covers(BusyScope scope) {
        return scope.isEmpty()
                || covers(scope.from().getEpochSecond(), scope.to().getEpochSecond() + 1)
                        && scope.counts()
                                .map(counts -> covers(
                                        startOf(counts.first()) - ZONES_SECONDS,
                                        startOf(counts.last().plusDays(1)) + ZONES_SECONDS))
                                .orElse(true);
    }

    private boolean covers(long first, long last) {
        return from <= first && last <= to;
    }

    private static long startOf(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
