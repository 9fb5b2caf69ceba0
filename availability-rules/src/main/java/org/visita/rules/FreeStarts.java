package org.visita.rules;

import java.time.Instant;
import java.util.List;
import org.visita.rules.WorkingTime.Stretch;

/**
 * Sweeps the free starts of one visit type on one {@link Rota} in one modality, in order of time. The list of slots and
 * the decision on a single visit are both answered from here, so they cannot disagree. Times are epoch seconds. Nothing
 * is allocated for a candidate that is not free.
 */
final class FreeStarts {

    /** Hours are resolved piece by piece, each twice as long: who wants the first slot only does not pay for all. */
    private static final long FIRST_PIECE_SECONDS = 4 * 24 * 60 * 60;

    private final VisitType type;
    private final VisitTiming timing;
    private final Rota rota;
    private final Modality modality;
    private final StartRange range;
    private final long interval;
    private final Timeline.Cursor closed;
    private final Timeline.Cursor practitioner;
    private final Pools pools;
    private final LimitWatch limit;
    private final List<GroupSession> sessions;

    private long pieceSeconds = FIRST_PIECE_SECONDS;
    private long pieceFrom;
    private long pieceTo;
    private List<Stretch> stretches = List.of();
    private int stretch = -1;
    private long candidate;
    private long lastCandidate = Long.MIN_VALUE;
    private int nextSession;
    private long start;
    private GroupSession joined;

    /** @param range not empty */
    FreeStarts(VisitType type, VisitTiming timing, Rota rota, Modality modality, BusyTimes busy, StartRange range) {
        this.type = type;
        this.timing = timing;
        this.rota = rota;
        this.modality = modality;
        this.range = range;
        this.interval = timing.slotInterval().toSeconds();
        long from = timing.takenFrom(range.firstSecond());
        this.closed = rota.closed().from(from);
        this.practitioner = busy.timeline(rota.practitionerId()).from(from);
        this.pools = Pools.of(type, rota, modality, busy, from);
        this.limit = new LimitWatch(type, rota, busy);
        this.sessions = type.isGroup() ? sessions(busy) : List.of();
        this.pieceTo = range.firstSecond();
    }

    private List<GroupSession> sessions(BusyTimes busy) {
        return busy.sessions(type.id(), rota.practitionerId(), rota.locationId()).stream()
                .filter(session -> session.modality() == modality)
                .toList();
    }

    /** Moves to the next free start; false when there is none left. */
    boolean advance() {
        while (findStretch()) {
            long from = timing.takenFrom(candidate);
            long to = timing.takenTo(candidate);
            long closedUntil = closed.blockedUntil(from, to);
            if (closedUntil > from) {
                skip(closedUntil - from);
            } else if (isSession()) {
                if (sessions.get(nextSession).seatsTaken() < type.seats()) {
                    return found(sessions.get(nextSession));
                }
                candidate += interval;
            } else {
                long takenUntil = practitioner.blockedUntil(from, to);
                if (takenUntil > from) {
                    skip(takenUntil - from);
                } else if (!limit.isReached(candidate) && pools.take(from, to)) {
                    return found(null);
                } else {
                    candidate += interval;
                }
            }
        }
        return false;
    }

    /** Why the range, of a single start, has no free one. */
    RefusalReason refusal() {
        long only = range.lastSecond();
        long from = timing.takenFrom(only);
        // A fraction of a second is no slot, but it may be the one that the visit goes beyond the hours.
        long to = timing.takenTo(range.firstSecond());
        if (rota.closed().overlaps(from, to)) {
            return RefusalReason.OUTSIDE_AVAILABILITY;
        }
        for (Stretch fitting : WorkingTime.of(rota, modality, from, to)) {
            if (fitting.from() <= from && from < fitting.to() && to <= fitting.workTo()) {
                boolean onGrid = !range.isEmpty() && (from - fitting.from()) % interval == 0;
                return onGrid ? refusalOnGrid(only) : RefusalReason.OFF_GRID;
            }
        }
        return rota.hours().isUnreal(modality, rota.days().dateOf(only))
                ? RefusalReason.NONEXISTENT_LOCAL_TIME
                : RefusalReason.OUTSIDE_AVAILABILITY;
    }

    private RefusalReason refusalOnGrid(long only) {
        boolean sessionIsFull =
                sessions.stream().anyMatch(session -> session.start().getEpochSecond() == only);
        return !sessionIsFull && limit.isReached(only) ? RefusalReason.LIMIT_REACHED : RefusalReason.SLOT_TAKEN;
    }

    /** The start that {@link #advance()} has found. */
    long start() {
        return start;
    }

    /** Whether somebody has opened the group's session at {@link #start()} already. */
    boolean joinsSession() {
        return joined != null;
    }

    Rota rota() {
        return rota;
    }

    Modality modality() {
        return modality;
    }

    /** The slot at {@link #start()}: what is free first, or what the session has already. */
    Slot slot() {
        Instant from = Instant.ofEpochSecond(start);
        return new Slot(
                from,
                joined == null ? from.plus(timing.duration()) : joined.end(),
                rota.location().zone(),
                rota.practitionerId(),
                rota.locationId(),
                modality,
                joined == null ? pools.room() : joined.roomId(),
                joined == null ? pools.equipment() : joined.equipmentIds(),
                type.isGroup() ? type.seats() - (joined == null ? 0 : joined.seatsTaken()) : null,
                type.id());
    }

    /** When the resources of the slot at {@link #start()} are taken from. */
    Instant occupiedFrom() {
        return joined == null ? Instant.ofEpochSecond(timing.takenFrom(start)) : joined.occupiedFrom();
    }

    /** When they are free again. */
    Instant occupiedTo() {
        return joined == null ? Instant.ofEpochSecond(timing.takenTo(start)) : joined.occupiedTo();
    }

    private boolean found(GroupSession session) {
        joined = session;
        start = candidate;
        candidate += interval;
        return true;
    }

    /** Goes on by at least so many seconds, on the grid, but not past a session that may have a seat. */
    private void skip(long seconds) {
        long next = candidate + interval * Math.max(1, Math.ceilDiv(seconds, interval));
        if (nextSession < sessions.size()) {
            long session = sessions.get(nextSession).start().getEpochSecond();
            if (session > candidate && session < next) {
                next = candidate + interval * Math.ceilDiv(session - candidate, interval);
            }
        }
        candidate = next;
    }

    private boolean isSession() {
        while (nextSession < sessions.size()
                && sessions.get(nextSession).start().getEpochSecond() < candidate) {
            nextSession++;
        }
        return nextSession < sessions.size()
                && sessions.get(nextSession).start().getEpochSecond() == candidate;
    }

    /** Moves on to the stretch that has the candidate; false when there is none left. */
    private boolean findStretch() {
        while (candidate > lastCandidate) {
            if (++stretch >= stretches.size()) {
                if (pieceTo > range.lastSecond()) {
                    return false;
                }
                resolveNextPiece();
            } else {
                enter(stretches.get(stretch));
            }
        }
        return true;
    }

    private void resolveNextPiece() {
        pieceFrom = pieceTo;
        pieceTo = Math.min(range.lastSecond() + 1, pieceFrom + pieceSeconds);
        pieceSeconds *= 2;
        stretches = WorkingTime.of(rota, modality, timing.takenFrom(pieceFrom), timing.takenTo(pieceTo - 1));
        stretch = -1;
        lastCandidate = Long.MIN_VALUE;
    }

    private void enter(Stretch entered) {
        long first = entered.from() + timing.bufferBefore().toSeconds();
        candidate = first + interval * Math.max(0, Math.ceilDiv(pieceFrom - first, interval));
        long lastOfGrid = first + (entered.to() - entered.from()) - 1;
        long lastThatFits = entered.workTo() - timing.takenTo(0);
        lastCandidate = Math.min(pieceTo - 1, Math.min(lastOfGrid, lastThatFits));
    }
}
