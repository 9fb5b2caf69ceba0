package org.visita.kit.audit;

import java.util.ArrayDeque;
import java.util.Deque;

/** The files of one journal, in order; the last of them is written. Guarded by the journal's lock. */
final class JournalFiles {

    private final JournalFolder folder;
    private final JournalSpace space;
    private final boolean adopted;
    private final Deque<JournalSegment> segments = new ArrayDeque<>();
    private JournalSegment current;

    /** @param folder null for one that is kept in memory */
    JournalFiles(JournalFolder folder, JournalSpace space, boolean adopted) {
        this.folder = folder;
        this.space = space;
        this.adopted = adopted;
    }

    void found(JournalSegment segment) {
        segments.addLast(segment);
        space.take(segment);
    }

    /** Null if there is no room. */
    JournalSegment withRoomFor(byte[] frame, boolean beyond) {
        if (!space.fits(frame)) {
            return null;
        }
        return current != null && current.hasRoomFor(frame) && !space.isBetterOnDisk(current, folder)
                ? current
                : roll(frame.length, beyond);
    }

    /** Whether what stands on the disk would stand there again; if nothing is to be had of the disk, memory will do. */
    boolean canMove(byte[] frame) {
        return folder == null
                || adopted
                || space.disk().isBroken()
                || space.spare().isReadyFor(folder)
                || current.isOnDisk() && current.hasRoomFor(frame);
    }

    private JournalSegment roll(int bytes, boolean beyond) {
        long number = segments.isEmpty() ? 1 : segments.getLast().number() + 1;
        JournalSegment next = adopted ? space.made(folder, number, bytes) : space.next(folder, number, beyond);
        if (next != null) {
            if (current != null) {
                current.finish();
            }
            segments.addLast(next);
            current = next;
        }
        return next;
    }

    /** Whether the last one is; there is one. */
    boolean isOnDisk() {
        return current.isOnDisk();
    }

    /** Bytes of the last file that nothing stands in yet. */
    long unused() {
        return current == null ? 0 : current.size() - current.end();
    }

    JournalSegment first() {
        return segments.getFirst();
    }

    /** Null if there is none after it yet; for {@code null}, the first. */
    JournalSegment after(JournalSegment segment) {
        return segments.stream()
                .filter(each -> segment == null || each.number() > segment.number())
                .findFirst()
                .orElse(null);
    }

    /** Whether there is a file before this one. */
    boolean hasBefore(JournalSegment segment) {
        return !segments.isEmpty() && first().number() < segment.number();
    }

    /** Whether all that was ever written stands before this place. */
    boolean endAt(JournalSegment upTo, int at) {
        return segments.isEmpty() || upTo == segments.getLast() && at == upTo.end();
    }

    void removeFirst() {
        space.give(segments.removeFirst());
    }

    void close() {
        segments.forEach(space::give);
        segments.forEach(JournalSegment::close);
        segments.clear();
    }
}
