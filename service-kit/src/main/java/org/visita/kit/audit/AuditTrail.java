package org.visita.kit.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Context;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.problem.RefusedException;

/**
 * The entries that this service has to make. Each stands in a journal on disk when the call returns, which takes a few
 * microseconds, and is taken to Kafka by a thread of its own: a broker that is away, or a process that is killed, costs
 * none. What finds no room is counted, and leaves a gap in the numbers that the audit service sees.
 */
@Startup
@ApplicationScoped
public class AuditTrail {

    private final AuditEntries entries;
    private final AuditLosses losses;
    private final FileMaker maker = new FileMaker();
    private final JournalSpace space;
    private final AuditJournals journals;
    private final AuditSender sender;
    private final AuditGrace grace;

    @Inject
    AuditTrail(
            AuditConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            MeterRegistry registry) {
        this(config, clock, System::nanoTime, service, bootstrapServers, registry);
    }

    AuditTrail(
            AuditConfig config,
            Clock clock,
            LongSupplier nanos,
            String service,
            String bootstrapServers,
            MeterRegistry registry) {
        AuditRanges.check(config);
        SteadyTime time = new SteadyTime(clock, nanos);
        this.entries = new AuditEntries(clock, time, service);
        this.losses = new AuditLosses(registry);
        this.space = new JournalSpace(config.journal(), time, maker);
        this.journals = new AuditJournals(config.journal(), space, time, losses::add, entries::closing);
        this.sender = new AuditSender(journals, new AuditProducer(bootstrapServers, service), losses::add);
        this.grace = new AuditGrace(config.grace(), time, space, journals, sender);
        show(registry);
        sender.start();
    }

    private void show(MeterRegistry registry) {
        registry.gauge("visita_audit_waiting", journals, AuditJournals::waiting);
        registry.gauge("visita_audit_open", journals, AuditJournals::open);
        registry.gauge("visita_audit_journal_bytes", space, JournalSpace::bytes);
        registry.gauge(
                "visita_audit_journal_broken",
                space,
                journal -> journal.isFull() || journal.disk().isBroken() ? 1 : 0);
        registry.gauge("visita_audit_journals_unreadable", journals, AuditJournals::unreadable);
        registry.gauge("visita_audit_oldest_seconds", grace, AuditGrace::oldestSeconds);
        registry.gauge(
                "visita_audit_sender_silence_seconds",
                sender,
                thread -> thread.silence().toMillis() / 1000.0);
    }

    /** How an act ended that was answered with this HTTP status. */
    public static AuditEvent.Outcome outcome(int status) {
        return status < 400
                ? AuditEvent.Outcome.SUCCEEDED
                : status < 500 ? AuditEvent.Outcome.REFUSED : AuditEvent.Outcome.FAILED;
    }

    /**
     * Notes an act before it is done, so that it stands in the trail even if this process does not live to see its end.
     *
     * @param soFar what is known of it: its outcome and code stand in the trail if nobody lives to say how it ended. The
     *     trace is that of the beginning, whatever runs when the end is told
     */
    public OpenAct begin(AuditedAct soFar) {
        AuditJournal journal = journals.own();
        AuditEntries.Entry entry = entries.of(soFar, journal);
        long act = note(journal, entry, soFar);
        AtomicBoolean over = new AtomicBoolean();
        return whole -> {
            if (over.compareAndSet(false, true)) {
                write(journal, entry, whole, act);
            }
        };
    }

    /** Writes an act that is over. */
    public void record(AuditedAct act) {
        AuditJournal journal = journals.own();
        write(journal, entries.of(act, journal), act, 0);
    }

    private long note(AuditJournal journal, AuditEntries.Entry entry, AuditedAct soFar) {
        try {
            waitForFile(journal);
            return journal.begin(entry.begun(soFar), soFar.actor() != null);
        } catch (RuntimeException | InternalError failure) {
            isBroken(journal, failure);
            return 0;
        }
    }

    /** Never throws: who is told the end of an act has others to tell it to. */
    private void write(AuditJournal journal, AuditEntries.Entry entry, AuditedAct whole, long act) {
        boolean written = false;
        try {
            waitForFile(journal);
            written = journal.whole(entry.whole(whole), act, whole.actor() != null);
        } catch (RuntimeException | InternalError failure) {
            isBroken(journal, failure);
        }
        if (!written) {
            losses.add(1);
        }
        sender.wake();
    }

    /** An event loop does not: it goes on in memory if the disk is that slow. */
    private static void waitForFile(AuditJournal journal) {
        if (!Context.isOnEventLoopThread()) {
            journal.makeRoom();
        }
    }

    /** A mapped file whose disk is gone or full shows here. */
    private void isBroken(AuditJournal journal, Throwable failure) {
        space.disk().fails(failure);
        journals.replace(journal);
    }

    /**
     * @throws RefusedException with {@code audit-behind} if entries have waited for longer than the grace, or find no
     *     room: nothing may be changed meanwhile
     */
    public void refuseIfBehind() {
        grace.check();
    }

    @PreDestroy
    void close() {
        sender.close(maker::close);
    }
}
