package org.visita.kit.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/** Takes over the journals of processes that are no more. */
final class JournalAdoption {

    private static final Logger LOG = Logger.getLogger(JournalAdoption.class);

    /** Nobody takes so long to give a folder its name. */
    private static final Duration NAMELESS = Duration.ofMinutes(10);

    private final Path directory;
    private final JournalSpace space;
    private final SteadyTime time;
    private final LongConsumer lost;
    private final Function<String, byte[]> closing;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    JournalAdoption(
            Path directory, JournalSpace space, SteadyTime time, LongConsumer lost, Function<String, byte[]> closing) {
        this.directory = directory;
        this.space = space;
        this.time = time;
        this.lost = lost;
        this.closing = closing;
    }

    /** Those that can be taken now. */
    List<AuditJournal> look() {
        List<AuditJournal> adopted = new ArrayList<>();
        try {
            JournalFolder.removeNameless(directory, time.byClock() - NAMELESS.toMillis());
            for (JournalFolder folder : JournalFolder.adopt(directory, this::isUnreadable)) {
                AuditJournal left = adopt(folder);
                if (left != null) {
                    adopted.add(left);
                }
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warnf(
                    "Nobody can tell whether an audit journal was left (%s)",
                    failure.getClass().getSimpleName());
        }
        return adopted;
    }

    private AuditJournal adopt(JournalFolder folder) {
        try {
            folder.removeSpares();
            AuditJournal left = AuditJournal.adopt(folder, space, time.byClock());
            left.closeOff(closing);
            unreadable.remove(left.process());
            if (left.missing() > 0) {
                lost.accept(left.missing());
            }
            LOG.infof("Took over the audit journal of process %s", left.process());
            return left;
        } catch (IOException | RuntimeException | InternalError failure) {
            folder.putAway(false);
            isUnreadable(folder.process(), failure);
            return null;
        }
    }

    /** It is tried again at the next look; said once. */
    void isUnreadable(String process, Throwable failure) {
        if (unreadable.add(process)) {
            LOG.errorf(
                    "The audit journal of process %s cannot be read (%s); it is tried again",
                    process, failure.getClass().getSimpleName());
        }
    }

    /** Journals that are there and cannot be read. */
    int unreadable() {
        return unreadable.size();
    }
}
