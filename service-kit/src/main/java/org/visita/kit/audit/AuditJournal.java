package org.visita.kit.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.visita.kit.audit.OpenActs.Place;

/**
 * The entries of one process in the order of their numbers, until Kafka has them. Written by any thread, a few
 * microseconds each; read and emptied by the sender alone.
 *
 * <p>Nothing is forced to the disk: what is written is the kernel's, and outlives this process, not this machine.
 */
final class AuditJournal {

    /** Bytes that hardly any entry has. */
    private static final int LARGE_ENTRY = 1 << 14;

    private final String process;
    private final JournalFolder folder;
    private final JournalState state;
    private final JournalSpace space;
    private final JournalFiles files;
    private final OpenActs open = new OpenActs();
    private final Unsent unsent = new Unsent();
    private final long adoptedAt;
    private long acts;
    private long missing;
    private boolean lostLast;
    private boolean closed;

    private AuditJournal(
            String process, JournalFolder folder, JournalState state, JournalSpace space, boolean adopted) {
        this.process = process;
        this.folder = folder;
        this.state = state;
        this.space = space;
        this.files = new JournalFiles(folder, space, adopted);
        this.adoptedAt = adopted ? System.nanoTime() : 0;
    }

    /** In this folder, with its first file, for which nobody who writes has to wait. */
    static AuditJournal begin(JournalFolder folder, JournalSpace space) throws IOException {
        JournalState state = JournalState.open(folder.state());
        space.spare().make(folder);
        return new AuditJournal(folder.process(), folder, state, space, false);
    }

    static AuditJournal inMemory(JournalSpace space) {
        return new AuditJournal(UUID.randomUUID().toString(), null, JournalState.inMemory(), space, false);
    }

    /** That of a process that is no more. Its acts that nobody ended are entries now. */
    static AuditJournal adopt(JournalFolder folder, JournalSpace space, long now) throws IOException {
        AuditJournal journal =
                new AuditJournal(folder.process(), folder, JournalState.open(folder.state()), space, true);
        try {
            journal.read(now);
            return journal;
        } catch (IOException | RuntimeException | InternalError failure) {
            journal.abandon();
            throw failure;
        }
    }

    private synchronized void read(long now) throws IOException {
        FoundJournal found = new FoundJournal(folder, state);
        List<JournalRecord> unended = found.read(files::found);
        unsent.add(found.waiting(), found.oldest());
        missing = found.broken() + state.sequence() - state.kept();
        for (JournalRecord begun : unended) {
            missing += count(begun.asWhole(now), begun.act(), true) ? 0 : 1;
        }
        lostLast = missing > 0;
    }

    String process() {
        return process;
    }

    JournalFolder folder() {
        return folder;
    }

    /** Whether another process wrote it: then its times are by that one's clock. */
    boolean isAdopted() {
        return adoptedAt != 0;
    }

    /** Whether it is adopted, and this process had it for less than so long. */
    boolean wasAdoptedWithin(Duration limit) {
        return adoptedAt != 0 && System.nanoTime() - adoptedAt < limit.toNanos();
    }

    /** What of it could not be read or kept when it was adopted. */
    long missing() {
        return missing;
    }

    /** What of it Kafka does not have. */
    Unsent unsent() {
        return unsent;
    }

    /** For those who may wait, and do so before they have the lock: what they write next has a file on the disk. */
    void makeRoom() {
        if (folder != null && !space.spare().isReadyFor(folder) && isNearlyFull()) {
            space.spare().make(folder);
        }
    }

    private synchronized boolean isNearlyFull() {
        return !closed && files.unused() < LARGE_ENTRY;
    }

    /**
     * Notes the beginning of an act.
     *
     * @param known whether it is known who acts: others do not get the last of the room
     * @return its number, for its end; 0 if there was no room for it
     */
    synchronized long begin(byte[] frame, boolean known) {
        long act = ++acts;
        return hasRoom(frame, known) && write(frame, act, 0, false) ? act : 0;
    }

    /**
     * Writes an entry.
     *
     * @param act whose end it is; 0 if it had no beginning here
     * @param known as for {@link #begin}; the end of an act that was begun has room in any case
     * @return whether there was room. If not it is lost, and leaves a gap in the numbers
     */
    synchronized boolean whole(byte[] frame, long act, boolean known) {
        if (closed) {
            return false;
        }
        if (hasRoom(frame, known || open.has(act))) {
            return count(frame, act, false);
        }
        state.sequence(state.sequence() + 1);
        lostLast = true;
        return false;
    }

    /** If the last numbers went nowhere, an entry that follows them: only between two entries a gap can be seen. */
    synchronized void closeOff(Function<String, byte[]> closing) {
        if (!closed && lostLast && !count(closing.apply(process), 0, true)) {
            // It is tried again, and is no loss itself.
            state.sequence(state.sequence() - 1);
        }
    }

    private boolean hasRoom(byte[] frame, boolean known) {
        return known || space.hasForStrangers(frame.length, files.unused());
    }

    private boolean count(byte[] frame, long act, boolean beyond) {
        long sequence = state.sequence() + 1;
        lostLast = true;
        boolean written = write(frame, act, sequence, beyond);
        // After the entry: one whose number counts and that is not there would be missing, though nobody wrote it.
        state.sequence(sequence);
        open.isOver(act);
        lostLast = !written;
        if (written) {
            unsent.add(1, JournalRecord.writtenAt(frame));
            if (files.isOnDisk()) {
                state.kept(sequence);
            }
        }
        return written;
    }

    private boolean write(byte[] frame, long act, long sequence, boolean beyond) {
        JournalSegment into = closed ? null : files.withRoomFor(frame, beyond);
        if (into == null) {
            return false;
        }
        JournalRecord.number(frame, act, sequence);
        if (sequence > 0 && !into.isOnDisk()) {
            // It is gone with the process, and may have been sent: nobody else gets its number.
            state.sequence(sequence);
        }
        int at = into.append(frame);
        if (sequence == 0) {
            open.begun(act, into, at);
        }
        return true;
    }

    /** Null if there is none after it yet; for {@code null}, the first. */
    synchronized JournalSegment after(JournalSegment segment) {
        return files.after(segment);
    }

    long acknowledged() {
        return state.acknowledged();
    }

    /** Whether there is a file before this one. */
    synchronized boolean hasBefore(JournalSegment segment) {
        return files.hasBefore(segment);
    }

    /** Kafka has all records before this place: files before it are deleted, and what is still open in them moved on. */
    void acknowledge(JournalSegment upTo, int at) {
        state.acknowledged(upTo.number() << Integer.SIZE | at);
        for (JournalSegment done = removeBefore(upTo); done != null; done = removeBefore(upTo)) {
            done.delete();
        }
    }

    /** Null if there is none, or something is left in it that is needed and cannot be moved. */
    private synchronized JournalSegment removeBefore(JournalSegment upTo) {
        JournalSegment first = files.first();
        if (!files.hasBefore(upTo)) {
            return null;
        }
        for (Place place : open.in(first)) {
            byte[] frame = first.read(place.at()).again();
            if (!files.canMove(frame) || !write(frame, place.act(), 0, true)) {
                return null;
            }
        }
        files.removeFirst();
        return first;
    }

    /**
     * So many more entries Kafka has.
     *
     * @param last number of the last of them; 0 if there are none
     * @param next when the one after them was written; 0 if that is not known
     */
    synchronized void sent(int entries, long last, long next) {
        unsent.sent(entries, next);
        if (last > 0) {
            state.kept(last);
        }
    }

    /** Acts that are not over. */
    synchronized int open() {
        return open.size();
    }

    /**
     * Ends the use of it. What is in it stays for the next process, unless it is needed no more.
     *
     * @param upTo where all before has been acknowledged; null if nothing was ever written
     */
    synchronized void leave(JournalSegment upTo, int at) {
        close(isDone(upTo, at));
    }

    /** As {@link #leave}, if nothing is left; else nothing happens. @return whether nothing is left */
    synchronized boolean leaveIfDone(JournalSegment upTo, int at) {
        boolean done = isDone(upTo, at);
        if (done) {
            close(true);
        }
        return done;
    }

    private boolean isDone(JournalSegment upTo, int at) {
        return open.size() == 0 && !lostLast && files.endAt(upTo, at);
    }

    /** It cannot be read or written: what is in it is for whoever can. */
    synchronized void abandon() {
        open.clear();
        close(false);
    }

    private void close(boolean done) {
        closed = true;
        files.close();
        state.close();
        if (folder != null) {
            folder.putAway(done);
        }
    }
}
