package org.visita.rules;

import java.time.Instant;

/** The starts that may be offered at all, whatever the hours; both ends included. */
record StartRange(Instant earliest, Instant latest) {

    /** What notice and horizon leave, counted in elapsed time from {@code now}. */
    static StartRange bookable(VisitType type, Instant now) {
        return new StartRange(now.plus(type.notice()), now.plus(type.horizon()));
    }

    static StartRange only(Instant start) {
        return new StartRange(start, start);
    }

    /** Those of them that lie in {@code [from, to)}. */
    StartRange within(Instant from, Instant to) {
        Instant last = to.minusNanos(1);
        return new StartRange(earliest.isAfter(from) ? earliest : from, latest.isBefore(last) ? latest : last);
    }

    boolean contains(Instant start) {
        return !start.isBefore(earliest) && !start.isAfter(latest);
    }

    /** Whether no start is left. Slots start on whole seconds, so a fraction of one leaves none. */
    boolean isEmpty() {
        return firstSecond() > lastSecond();
    }

    long firstSecond() {
        return Timeline.ceilSecond(earliest);
    }

    long lastSecond() {
        return latest.getEpochSecond();
    }
}
