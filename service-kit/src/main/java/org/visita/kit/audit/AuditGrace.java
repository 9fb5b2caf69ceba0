package org.visita.kit.audit;

import java.time.Duration;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/** How long entries may wait until nothing is changed any more. */
final class AuditGrace {

    private static final Duration RETRY = Duration.ofSeconds(10);
    /** So long what was taken over may be older than the grace. */
    private static final Duration START = Duration.ofSeconds(30);

    private final Duration grace;
    private final SteadyTime time;
    private final JournalSpace space;
    private final AuditJournals journals;
    private final AuditSender sender;

    AuditGrace(Duration grace, SteadyTime time, JournalSpace space, AuditJournals journals, AuditSender sender) {
        this.grace = grace;
        this.time = time;
        this.space = space;
        this.journals = journals;
        this.sender = sender;
    }

    /** @throws RefusedException with {@code audit-behind} */
    void check() {
        if (space.isFull()
                || waitsTooLong()
                || space.disk().brokenFor() > grace.toMillis()
                || sender.silence().compareTo(grace.plus(START)) > 0) {
            throw CommonRefusal.AUDIT_BEHIND
                    .because("What is changed could not be accounted for. Nothing was changed; reading goes on.")
                    .retryAfter(RETRY)
                    .asException();
        }
    }

    /** Of what others left, the age says nothing yet about how things are now; unless nothing gets through at all. */
    private boolean waitsTooLong() {
        long unread = journals.unread();
        if (unread != 0 && time.byClock() - unread > grace.toMillis()) {
            return true;
        }
        Duration excuse = grace.compareTo(START) < 0 ? grace : START;
        for (JournalOutflow flow : journals.flows()) {
            boolean isExcused = sender.gotThrough() && flow.journal().wasAdoptedWithin(excuse);
            if (!isExcused && age(flow.journal()) > grace.toMillis()) {
                return true;
            }
        }
        return false;
    }

    /** How long the first entry has waited that Kafka does not have; 0 if it has all. */
    double oldestSeconds() {
        return journals.flows().stream()
                        .mapToLong(flow -> age(flow.journal()))
                        .max()
                        .orElse(0)
                / 1000.0;
    }

    private long age(AuditJournal journal) {
        long oldest = journal.unsent().oldest();
        long now = journal.isAdopted() ? time.byClock() : time.millis();
        return oldest == 0 ? 0 : Math.max(0, now - oldest);
    }
}
