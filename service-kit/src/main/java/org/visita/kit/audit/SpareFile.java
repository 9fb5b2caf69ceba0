package org.visita.kit.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The next file of the journal that this process writes, made ahead by a thread of its own. To fill one takes as long as
 * the disk likes: neither an event loop nor the sender is to wait for that.
 */
final class SpareFile {

    private record Made(JournalFolder folder, Path file, JournalSegment segment) {}

    private final JournalDisk disk;
    private final int bytes;
    private final Executor maker;
    private final AtomicReference<Made> ready = new AtomicReference<>();
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private long made;

    SpareFile(JournalDisk disk, int bytes, Executor maker) {
        this.disk = disk;
        this.bytes = bytes;
        this.maker = maker;
    }

    boolean isReadyFor(JournalFolder folder) {
        Made one = ready.get();
        return one != null && one.folder() == folder;
    }

    /** Null if it is not there. Costs a change of its name; the one after it is asked for. */
    JournalSegment take(JournalFolder folder, long number) {
        Made taken = ready.get();
        if (taken == null || taken.folder() != folder || !ready.compareAndSet(taken, null)) {
            return null;
        }
        // From here on another one may be made: it has a name of its own.
        try {
            Path file = folder.segment(number);
            Files.move(taken.file(), file, StandardCopyOption.ATOMIC_MOVE);
            ask(folder);
            return taken.segment().named(file, number);
        } catch (IOException | RuntimeException failure) {
            taken.segment().delete();
            disk.fails(failure);
            return null;
        }
    }

    /** Has it made, unless it is there, or the disk failed a moment ago. */
    void ask(JournalFolder folder) {
        if (isWanted(folder) && isAsked.compareAndSet(false, true)) {
            maker.execute(() -> {
                isAsked.set(false);
                make(folder);
            });
        }
    }

    /** As {@link #ask}, by this thread. */
    synchronized void make(JournalFolder folder) {
        if (!isWanted(folder)) {
            return;
        }
        drop();
        try {
            Path file = folder.spare(++made);
            ready.set(new Made(folder, file, JournalSegment.create(file, 0, bytes)));
            disk.works();
        } catch (IOException | RuntimeException | InternalError failure) {
            disk.fails(failure);
        }
    }

    /** If there is one, it is of a journal that is written no more. */
    private void drop() {
        Made old = ready.getAndSet(null);
        if (old != null) {
            old.segment().delete();
        }
    }

    private boolean isWanted(JournalFolder folder) {
        return folder != null && !isReadyFor(folder) && disk.isTimeToTry();
    }
}
