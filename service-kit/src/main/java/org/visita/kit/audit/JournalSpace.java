package org.visita.kit.audit;

import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Gives journals their files, as many as the bound allows. While the disk gives none, or not soon enough, entries wait in
 * a little memory: they still go to Kafka, but would not outlive this process.
 */
final class JournalSpace {

    private static final int MOST_IN_MEMORY = 4;

    /** Of a file that something is added in to what was left: that is little, and many may have left something. */
    private static final int LEFT_BYTES = 1 << 16;

    private final JournalDisk disk;
    private final JournalDisk leftDisk;
    private final SpareFile spare;
    private final long mostBytes;
    private final int segmentBytes;
    private long bytes;
    private long found;
    private int inMemory;
    private long foundInMemory;
    private volatile boolean full;

    /** @param maker of files: what it is given takes as long as the disk likes */
    JournalSpace(AuditConfig.Journal config, SteadyTime time, Executor maker) {
        this.disk = new JournalDisk(
                time,
                "The journal of the audit trail cannot be written (%s). Entries wait in memory; if this lasts, nothing"
                        + " can be changed any more");
        this.leftDisk = new JournalDisk(
                time,
                "Nothing can be added to an audit journal that was left (%s): it waits in memory, and is made anew if"
                        + " this process ends before");
        this.spare = new SpareFile(disk, config.segmentBytes(), maker);
        this.mostBytes = config.mostBytes();
        this.segmentBytes = config.segmentBytes();
    }

    /** That of the journal that this process writes: its files alone tell whether it is broken. */
    JournalDisk disk() {
        return disk;
    }

    SpareFile spare() {
        return spare;
    }

    /**
     * The next file of the journal that this process writes, on the disk if one is ready; null if there is no room.
     *
     * @param beyond for what frees room, or closes a journal: it may go beyond the bound
     */
    synchronized JournalSegment next(JournalFolder folder, long number, boolean beyond) {
        boolean hasRoom = hasRoom(beyond);
        JournalSegment next = hasRoom ? spare.take(folder, number) : null;
        if (next == null && hasRoom && inMemory < MOST_IN_MEMORY) {
            next = JournalSegment.inMemory(number, segmentBytes);
        }
        full = beyond ? full : next == null;
        if (next != null) {
            take(next);
        }
        return next;
    }

    /**
     * A file for what is added to a journal that was taken over, beyond the bound; null if there is no room. Made here,
     * by the thread that sends.
     *
     * @param bytes that it has to hold at least
     */
    JournalSegment made(JournalFolder folder, long number, int bytes) {
        synchronized (this) {
            if (!hasRoom(true)) {
                return null;
            }
        }
        int size = Math.max(LEFT_BYTES, JournalSegment.aligned(bytes));
        JournalSegment made = leftDisk.isTimeToTry() ? created(folder, number, size) : null;
        synchronized (this) {
            if (made == null && foundInMemory + size <= (long) MOST_IN_MEMORY * segmentBytes) {
                made = JournalSegment.inMemory(number, size);
            }
            if (made != null) {
                take(made.ofLeft());
            }
            return made;
        }
    }

    private JournalSegment created(JournalFolder folder, long number, int size) {
        try {
            JournalSegment created = JournalSegment.create(folder.segment(number), number, size);
            leftDisk.works();
            return created;
        } catch (IOException | RuntimeException | InternalError failure) {
            leftDisk.fails(failure);
            return null;
        }
    }

    /**
     * What others have left takes room too, once it is as much as the bound: who is started again and again must not fill
     * the disk.
     */
    private boolean hasRoom(boolean beyond) {
        return (beyond ? 0 : bytes + segmentBytes) <= mostBytes
                && bytes + found + segmentBytes <= 2 * mostBytes + (beyond ? segmentBytes : 0);
    }

    /** Whether there is a place on the disk again for what goes on in memory. */
    boolean isBetterOnDisk(JournalSegment current, JournalFolder folder) {
        return !current.isOnDisk() && spare.isReadyFor(folder);
    }

    synchronized void take(JournalSegment segment) {
        count(segment, 1);
    }

    synchronized void give(JournalSegment segment) {
        count(segment, -1);
        full = full && segment.isLeft() && !hasRoom(false);
    }

    /** What others have left does not take the room of what comes. */
    private void count(JournalSegment segment, int sign) {
        long size = sign * segment.size();
        if (segment.isLeft()) {
            found += size;
            foundInMemory += segment.isOnDisk() ? 0 : size;
        } else {
            bytes += size;
            inMemory += segment.isOnDisk() ? 0 : sign;
        }
    }

    synchronized long bytes() {
        return bytes + found;
    }

    /** Whether one of whom nobody knows who it is may take this room: the last quarter is not for those. */
    synchronized boolean hasForStrangers(int length, long unused) {
        return bytes - unused + length <= mostBytes - mostBytes / 4;
    }

    /** Whether a file could hold it at all. */
    boolean fits(byte[] frame) {
        return frame.length <= segmentBytes;
    }

    /** Whether the last entry of this process that needed it found no room. */
    boolean isFull() {
        return full;
    }
}
