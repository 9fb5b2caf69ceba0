package org.visita.rules;

import java.time.Instant;
import java.util.List;
import org.visita.rules.WorkingTime.Stretch;

/**
 * Sweeps the free starts of one visit type on one {@link Rota}, in order of time. The list of slots and the decision
 * on a single visit are both answered from here, so they cannot disagree. Times are epoch seconds.
 */
final class FreeStarts {

    private final VisitType type;
    private final Rota rota;
    private final StartRange range;
    private final long interval;
    private final List<Stretch> stretches;
    private final Timeline.Cursor practitioner;
    private final List<Timeline.Cursor> rooms;

    private int stretch = -1;
    private long candidate;
    private long lastCandidate = Long.MIN_VALUE;
    private long start;
    private int room = -1;

    FreeStarts(VisitType type, Rota rota, BusyTimes busy, StartRange range) {
        this.type = type;
        this.rota = rota;
        this.range = range;
        this.interval = type.slotInterval().toSeconds();
        long from = type.takenFrom(range.firstSecond());
        this.stretches = WorkingTime.of(rota, from, type.takenTo(range.lastSecond()));
        this.practitioner = busy.of(rota.practitionerId()).from(from);
        this.rooms = type.requiresRoom()
                ? rota.rooms().stream().map(one -> busy.of(one.id()).from(from)).toList()
                : List.of();
    }

    /** Moves to the next free start; false when there is none left. */
    boolean advance() {
        while (true) {
            while (candidate > lastCandidate) {
                if (++stretch >= stretches.size()) {
                    return false;
                }
                enter(stretches.get(stretch));
            }
            long from = type.takenFrom(candidate);
            long to = type.takenTo(candidate);
            long blockedUntil = practitioner.blockedUntil(from, to);
            if (blockedUntil == from && takeRoom(from, to)) {
                start = candidate;
                candidate += interval;
                return true;
            }
            candidate += interval * Math.max(1, Math.ceilDiv(blockedUntil - from, interval));
        }
    }

    /** Why the range, of a single start, has no free one. */
    RefusalReason refusal() {
        long from = type.takenFrom(range.firstSecond());
        long to = type.takenTo(range.firstSecond());
        for (Stretch fitting : stretches) {
            if (fitting.from() <= from && from < fitting.to() && to <= fitting.workTo()) {
                boolean onGrid = !range.isEmpty() && (from - fitting.from()) % interval == 0;
                return onGrid ? RefusalReason.SLOT_TAKEN : RefusalReason.OFF_GRID;
            }
        }
        return RefusalReason.OUTSIDE_AVAILABILITY;
    }

    /** The start that {@link #advance()} has found. */
    long start() {
        return start;
    }

    Rota rota() {
        return rota;
    }

    /** The slot at {@link #start()}, in the first room that is free. */
    Slot slot() {
        Instant from = Instant.ofEpochSecond(start);
        return new Slot(
                from,
                from.plus(type.duration()),
                rota.location().zone(),
                rota.practitionerId(),
                rota.location().id(),
                room < 0 ? null : rota.rooms().get(room).id(),
                type.id());
    }

    private void enter(Stretch entered) {
        long first = entered.from() + type.bufferBefore().toSeconds();
        candidate = first + interval * Math.max(0, Math.ceilDiv(range.firstSecond() - first, interval));
        long lastOfGrid = first + (entered.to() - entered.from()) - 1;
        long lastThatFits = entered.workTo() - type.takenTo(0);
        lastCandidate = Math.min(range.lastSecond(), Math.min(lastOfGrid, lastThatFits));
    }

    private boolean takeRoom(long from, long to) {
        for (int i = 0; i < rooms.size(); i++) {
            if (rooms.get(i).blockedUntil(from, to) == from) {
                room = i;
                return true;
            }
        }
        return rooms.isEmpty();
    }
}
