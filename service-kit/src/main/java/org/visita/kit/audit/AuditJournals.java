package org.visita.kit.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/** The journal that this process writes, and those that it took over from processes that are no more. */
final class AuditJournals {

    private static final Logger LOG = Logger.getLogger(AuditJournals.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Path directory;
    private final JournalSpace space;
    private final Function<String, byte[]> closing;
    private final JournalAdoption adoption;
    private final List<JournalOutflow> flows = new CopyOnWriteArrayList<>();
    private volatile AuditJournal own;
    private volatile long unread;
    private long lookedAt = System.nanoTime() - LOOK.toNanos();

    /** @param closing an entry of a process whose last numbers went nowhere, which says so */
    AuditJournals(
            AuditConfig.Journal config,
            JournalSpace space,
            SteadyTime time,
            LongConsumer lost,
            Function<String, byte[]> closing) {
        this.directory = config.directory();
        this.space = space;
        this.closing = closing;
        this.adoption = new JournalAdoption(directory, space, time, lost, closing);
        this.unread = JournalFolder.oldest(directory);
        AuditJournal first = begin();
        write(first == null ? AuditJournal.inMemory(space) : first);
    }

    /** Null if there is no place on the disk. */
    private AuditJournal begin() {
        JournalFolder folder = null;
        try {
            folder = JournalFolder.create(directory);
            return AuditJournal.begin(folder, space);
        } catch (IOException | RuntimeException | InternalError failure) {
            space.disk().fails(failure);
            if (folder != null) {
                folder.putAway(true);
            }
            return null;
        }
    }

    private synchronized void write(AuditJournal journal) {
        flows.add(new JournalOutflow(journal));
        own = journal;
    }

    AuditJournal own() {
        return own;
    }

    List<JournalOutflow> flows() {
        return flows;
    }

    int underWay() {
        int sum = 0;
        for (JournalOutflow flow : flows) {
            sum += flow.size();
        }
        return sum;
    }

    /** Entries that Kafka does not have. */
    long waiting() {
        return flows.stream()
                .mapToLong(flow -> flow.journal().unsent().entries())
                .sum();
    }

    /** Acts that have begun and are not over. */
    long open() {
        return flows.stream().mapToLong(flow -> flow.journal().open()).sum();
    }

    /** Has room made ahead, and now and then looks for what others have left. For the sender's thread. */
    void look() {
        space.spare().ask(own.folder());
        if (System.nanoTime() - lookedAt < LOOK.toNanos()) {
            return;
        }
        lookedAt = System.nanoTime();
        if (own.folder() == null) {
            AuditJournal next = begin();
            if (next != null) {
                // The one in memory stays until its last act is over and Kafka has it all.
                write(next);
            }
        }
        adoption.look().forEach(left -> flows.add(new JournalOutflow(left)));
        unread = 0;
    }

    /**
     * When the oldest file was last written to that this process found when it started, milliseconds since 1970; 0 once
     * it has read what was left: that takes a while if it is much.
     */
    long unread() {
        return unread;
    }

    /** Journals that are there and cannot be read. */
    int unreadable() {
        return adoption.unreadable();
    }

    /** Takes one that cannot be read or written out, so that it holds up no other; it is adopted when that can be. */
    void abandon(JournalOutflow flow, Throwable failure) {
        replace(flow.journal());
        flows.remove(flow);
        adoption.isUnreadable(flow.journal().process(), failure);
        flow.journal().abandon();
    }

    /** If this process writes it, it writes another from now on: in memory, until there is a folder for it. */
    synchronized void replace(AuditJournal broken) {
        if (own == broken) {
            write(AuditJournal.inMemory(space));
        }
    }

    /** Lets go of one that was taken over, if Kafka has it all. */
    void leaveIfDone(JournalOutflow flow) {
        if (flow.journal() == own) {
            return;
        }
        flow.journal().closeOff(closing);
        if (flow.leaveIfDone()) {
            flows.remove(flow);
        }
    }

    /** Nothing more is written by this process: the last entry says whether numbers before it went nowhere. */
    void closeOff() {
        own.closeOff(closing);
    }

    void leave() {
        for (JournalOutflow flow : flows) {
            try {
                flow.leave();
            } catch (RuntimeException | InternalError failure) {
                LOG.warnf(
                        "A journal of the audit trail was not closed (%s)",
                        failure.getClass().getSimpleName());
            }
        }
    }
}
