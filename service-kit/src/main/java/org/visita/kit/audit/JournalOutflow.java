package org.visita.kit.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.visita.kit.audit.OutgoingEntry.Standing;

/** What of one journal is under way to Kafka, in order, and where it goes on. For the sender's thread alone. */
final class JournalOutflow {

    private final AuditJournal journal;
    private final Deque<OutgoingEntry> underWay = new ArrayDeque<>();
    private JournalSegment segment;
    private int at;
    private long passed;
    private boolean again;

    JournalOutflow(AuditJournal journal) {
        this.journal = journal;
        long acknowledged = journal.acknowledged();
        segment = journal.after(null);
        if (segment != null && segment.number() == acknowledged >>> Integer.SIZE) {
            at = (int) acknowledged;
        }
        passed = acknowledged;
    }

    AuditJournal journal() {
        return journal;
    }

    /** The next entry to send; null if there is none. */
    OutgoingEntry next() {
        while (segment != null || (segment = journal.after(null)) != null) {
            // Asked first: what was written before it was finished is seen afterwards.
            boolean finished = segment.isFinished();
            int here = segment.from(at);
            if (here >= 0) {
                at = segment.after(here);
                if (segment.isWhole(here)) {
                    OutgoingEntry entry = new OutgoingEntry(segment, here);
                    underWay.addLast(entry);
                    return entry;
                }
            } else {
                JournalSegment after = finished ? journal.after(segment) : null;
                if (after == null) {
                    return null;
                }
                segment = after;
                at = 0;
            }
        }
        return null;
    }

    /** Whatever is not known to be there is to be sent again. */
    void again() {
        underWay.forEach(entry -> entry.is(Standing.READY, false));
        again = true;
    }

    /** What is to be sent again, in order. */
    List<OutgoingEntry> takeAgain() {
        List<OutgoingEntry> ready = again
                ? underWay.stream().filter(entry -> entry.is(Standing.READY)).toList()
                : List.of();
        again = false;
        return ready;
    }

    /** Forgets what Kafka has, as far as it has all before. @return how many */
    int settle() {
        int settled = 0;
        long last = 0;
        while (!underWay.isEmpty() && underWay.getFirst().is(Standing.DONE)) {
            last = underWay.removeFirst().sequence();
            settled++;
        }
        journal.sent(settled, last, underWay.isEmpty() ? 0 : underWay.getFirst().writtenAt());
        if (segment != null) {
            OutgoingEntry first = underWay.peekFirst();
            JournalSegment upTo = first == null ? segment : first.segment();
            long place = upTo.number() << Integer.SIZE | (first == null ? at : first.at());
            // Also if nothing has moved: what kept a file before, an act or a want of room, may be over.
            if (place != passed || journal.hasBefore(upTo)) {
                passed = place;
                journal.acknowledge(upTo, (int) place);
            }
        }
        return settled;
    }

    int size() {
        return underWay.size();
    }

    boolean leaveIfDone() {
        return underWay.isEmpty() && journal.leaveIfDone(segment, at);
    }

    void leave() {
        if (underWay.isEmpty()) {
            journal.leave(segment, at);
        } else {
            journal.leave(null, 0);
        }
    }
}
