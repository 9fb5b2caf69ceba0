package org.visita.rules;

import java.time.LocalDate;

/** Whether a practitioner gives one more visit of a type on the date of a start; looked up once for each date. */
final class LimitWatch {

    private final VisitType type;
    private final Rota rota;
    private final BusyTimes busy;
    private long knownFrom;
    private long knownTo;
    private boolean reached;

    LimitWatch(VisitType type, Rota rota, BusyTimes busy) {
        this.type = type;
        this.rota = rota;
        this.busy = busy;
    }

    boolean isReached(long start) {
        if (type.limits().isNone()) {
            return false;
        }
        if (start < knownFrom || start >= knownTo) {
            look(start);
        }
        return reached;
    }

    private void look(long start) {
        int date = rota.days().dateOf(start);
        // Where a midnight comes twice, so may a date: what is known then holds for this start alone.
        boolean twice = rota.days().shifts(date);
        knownFrom = twice ? start : rota.days().startOf(date, 0);
        knownTo = twice ? start + 1 : rota.days().startOf(date + 1, 0);
        LocalDate day = LocalDate.ofEpochDay(date);
        LocalDate monday = Weeks.mondayOf(day);
        reached = isReached(type.limits().perDay(), day, day)
                || isReached(type.limits().perWeek(), monday, monday.plusDays(6));
    }

    private boolean isReached(Integer limit, LocalDate first, LocalDate last) {
        return limit != null && busy.visits(rota.practitionerId(), type.id(), first, last) >= limit;
    }
}
