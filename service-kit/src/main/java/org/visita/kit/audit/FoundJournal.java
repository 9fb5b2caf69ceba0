package org.visita.kit.audit;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads what a process left behind: the records that are as they were written, whatever stands between them, and the acts
 * that it began and did not end.
 */
final class FoundJournal {

    private final JournalFolder folder;
    private final JournalState state;
    private final Map<Long, JournalRecord> unended = new LinkedHashMap<>();
    private long broken;
    private long waiting;
    private long oldest;

    FoundJournal(JournalFolder folder, JournalState state) {
        this.folder = folder;
        this.state = state;
    }

    /** @return the beginnings of acts that have no end, in order */
    List<JournalRecord> read(Consumer<JournalSegment> into) throws IOException {
        for (long number : folder.segments()) {
            JournalSegment segment = JournalSegment.open(folder.segment(number), number);
            into.accept(segment);
            read(segment);
        }
        return List.copyOf(unended.values());
    }

    /** Stretches that could not be read: each held one entry or several. */
    long broken() {
        return broken;
    }

    /** Entries that Kafka is not known to have. */
    long waiting() {
        return waiting;
    }

    /** When the first of them was written, milliseconds since 1970; 0 if there is none. */
    long oldest() {
        return oldest;
    }

    private void read(JournalSegment segment) {
        int end = 0;
        for (int at = segment.from(0); at >= 0; at = segment.from(end)) {
            if (at > end) {
                broken++;
            }
            note(segment.read(at), segment.number() << Integer.SIZE | at);
            end = segment.after(at);
        }
        if (segment.isMarked(end)) {
            broken++;
        }
        segment.end(end);
    }

    private void note(JournalRecord read, long place) {
        if (read.begun()) {
            unended.put(read.act(), read);
        } else {
            unended.remove(read.act());
            if (place >= state.acknowledged()) {
                waiting++;
                oldest = oldest == 0 ? read.writtenAt() : oldest;
            }
            state.sequence(Math.max(state.sequence(), read.sequence()));
            state.kept(read.sequence());
        }
    }
}
