package org.visita.kit.audit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Takes entries from the journals of this process, its own and those that it took over, to Kafka, on a thread of its own.
 * As many are under way as memory bears; while the broker is away the others wait in the journal.
 */
final class AuditSender implements Runnable {

    private static final Logger LOG = Logger.getLogger(AuditSender.class);
    private static final int MOST_UNDER_WAY = 5_000;
    private static final int AT_A_TURN = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMillis(100);
    private static final Duration SHORTEST_REST = Duration.ofMillis(5);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(2);

    private final AuditJournals journals;
    private final AuditProducer producer;
    private final LongConsumer lost;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("audit-sender").unstarted(this);
    private volatile boolean closing;
    private volatile boolean idle;
    private volatile boolean gotThrough;
    private volatile Runnable last = () -> {};
    private volatile long turnedAt = System.nanoTime();
    private long retryAt;

    AuditSender(AuditJournals journals, AuditProducer producer, LongConsumer lost) {
        this.journals = journals;
        this.producer = producer;
        this.lost = lost;
    }

    void start() {
        thread.start();
    }

    /** There is something new. Costs next to nothing while the sender is at work. */
    void wake() {
        if (idle) {
            idle = false;
            LockSupport.unpark(thread);
        }
    }

    /** How long it is since it last looked at what there is: longer than a turn takes only if something is wrong with it. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    /** Whether Kafka has ever taken an entry of this process. */
    boolean gotThrough() {
        return gotThrough;
    }

    @Override
    public void run() {
        long rest = SHORTEST_REST.toNanos();
        while (!closing) {
            boolean worked = turn();
            rest = worked ? SHORTEST_REST.toNanos() : Math.min(LONGEST_REST.toNanos(), rest * 2);
            if (worked || journals.underWay() > 0) {
                LockSupport.parkNanos(rest);
            } else if (idle) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                idle = false;
            } else {
                // Looks once more before it sleeps: who wrote just now may not have seen that it is needed.
                idle = true;
            }
        }
        try {
            journals.closeOff();
        } catch (RuntimeException | InternalError failure) {
            LOG.debug("The end of the audit journal cannot be written", failure);
        }
        long deadline = System.nanoTime() + LAST_CHANCE.toNanos();
        while ((turn() || journals.underWay() > 0) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(SHORTEST_REST.toNanos());
        }
        producer.close(Duration.ZERO);
        last.run();
        journals.leave();
    }

    /** @return whether anything got on */
    private boolean turn() {
        try {
            look();
            boolean worked = false;
            if (System.nanoTime() - retryAt >= 0) {
                for (JournalOutflow flow : journals.flows()) {
                    worked |= guarded(flow, this::send);
                }
            }
            worked |= settle();
            if (producer.failure() != null) {
                giveUp(producer.failure());
            }
            return worked;
        } catch (Throwable failure) {
            // Whatever it is: a sender that ends would be missed too late.
            try {
                giveUp(failure);
            } catch (Throwable again) {
                LOG.error("Sending audit entries cannot be begun anew; it is tried again", again);
            }
            return false;
        } finally {
            turnedAt = System.nanoTime();
        }
    }

    private void look() {
        try {
            journals.look();
        } catch (RuntimeException | InternalError failure) {
            LOG.warnf(
                    "The audit journals cannot be looked after (%s)",
                    failure.getClass().getSimpleName());
        }
    }

    private boolean send(JournalOutflow flow) {
        boolean worked = false;
        for (OutgoingEntry entry : flow.takeAgain()) {
            if (producer.failure() != null) {
                return worked;
            }
            producer.send(entry);
            worked = true;
        }
        for (int i = 0; i < AT_A_TURN && producer.failure() == null && journals.underWay() < MOST_UNDER_WAY; i++) {
            OutgoingEntry entry = flow.next();
            if (entry == null) {
                return worked;
            }
            producer.send(entry);
            worked = true;
        }
        return worked;
    }

    private boolean settle() {
        boolean worked = false;
        for (JournalOutflow flow : journals.flows()) {
            worked |= guarded(flow, this::settle);
        }
        long refused = producer.refused();
        if (refused > 0) {
            lost.accept(refused);
        }
        return worked;
    }

    private boolean settle(JournalOutflow flow) {
        boolean worked = flow.settle() > 0;
        gotThrough |= worked;
        journals.leaveIfDone(flow);
        return worked;
    }

    /** The producer's own failures are not thrown: what is, comes of this journal, and concerns no other. */
    private boolean guarded(JournalOutflow flow, Predicate<JournalOutflow> step) {
        try {
            return step.test(flow);
        } catch (RuntimeException | InternalError unreadable) {
            journals.abandon(flow, unreadable);
            return false;
        }
    }

    private void giveUp(Throwable failure) {
        LOG.warnf(
                "Sending audit entries failed (%s); they wait in the journal, next try in %s",
                failure.getClass().getSimpleName(), RETRY);
        producer.reset();
        List.copyOf(journals.flows()).forEach(JournalOutflow::again);
        retryAt = System.nanoTime() + RETRY.toNanos();
    }

    /** @param beforeLeaving when all is sent that can be, and the journals are about to be closed */
    void close(Runnable beforeLeaving) {
        last = beforeLeaving;
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_CHANCE.multipliedBy(3));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
