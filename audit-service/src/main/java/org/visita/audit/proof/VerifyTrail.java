package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.audit.AuditConfig;
import org.visita.audit.chain.AppendedHeads;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.gap.OpenGaps;
import org.visita.audit.person.PersonRows;
import org.visita.kit.problem.CommonRefusal;
import org.visita.proof.Finding;

/**
 * Verifies the trail of a clinic as it stands in the database. One page at a time is in memory, and no connection is held
 * between two; after a while it answers how far it came.
 */
@ApplicationScoped
class VerifyTrail {

    /** Losses that did not come after all, of everybody. */
    private static final String GAPS = OpenGaps.ALL + "select count(*) as gaps from open_gap";

    private final Pool pool;
    private final ChainMacs macs;
    private final SigningKeys keys;
    private final NewestCheckpoints published;
    private final AppendedHeads appended;
    private final PersonRows persons;
    private final MendTree mend;
    private final BrokenChains broken;
    private final AuditConfig.Proof config;
    private final VerifyPlaces places;

    @Inject
    VerifyTrail(
            Pool pool,
            ChainMacs macs,
            SigningKeys keys,
            NewestCheckpoints published,
            AppendedHeads appended,
            PersonRows persons,
            MendTree mend,
            BrokenChains broken,
            AuditConfig config) {
        this.pool = pool;
        this.macs = macs;
        this.keys = keys;
        this.published = published;
        this.appended = appended;
        this.persons = persons;
        this.mend = mend;
        this.broken = broken;
        this.config = config.proof();
        this.places = new VerifyPlaces(this.config.verificationsAtOnce());
    }

    /** Refuses with unavailable where too many run already, or one of this clinic. */
    Uni<VerificationView> verify(String clinic, long from, long to) {
        Remembered known = remembered(clinic);
        places.take(clinic);
        long end = System.nanoTime() + config.longestVerification().toNanos();
        return run(clinic, known, from, to, end)
                .chain(run -> report(run, known))
                .onTermination()
                .invoke(() -> places.leave(clinic));
    }

    /** To be asked before the database is: what was known by then must be there. */
    Remembered remembered(String clinic) {
        // In this order: what comes after it was found current is more than is needed.
        boolean current = published.isCurrent();
        return new Remembered(published.of(clinic), current, appended.of(clinic));
    }

    Uni<VerifyRun> begin(String clinic, Remembered known, long from, long to) {
        return TrailStart.read(pool, macs, keys.all(), clinic, from)
                .chain(start -> start.begin(known, from, to))
                .chain(run -> new ClinicRows(pool, macs, clinic)
                        .wrong()
                        .invoke(wrong -> wrong.forEach(run::add))
                        .replaceWith(run));
    }

    private Uni<VerifyRun> run(String clinic, Remembered known, long from, long to, long end) {
        return begin(clinic, known, from, to).chain(run -> walk(run, end)).chain(run -> wasOvertaken(run)
                .chain(overtaken -> overtaken
                        ? again(clinic, known, from, to, end)
                        : Uni.createFrom().item(run)));
    }

    /** What a run found that the retention has overtaken says nothing; nobody may be told of it. */
    private Uni<VerifyRun> again(String clinic, Remembered known, long from, long to, long end) {
        if (System.nanoTime() < end) {
            return run(clinic, known, from, to, end);
        }
        throw CommonRefusal.UNAVAILABLE
                .because("Entries whose time is over were let go meanwhile.")
                .retryAfter(Duration.ofSeconds(1))
                .asException();
    }

    /** Whether entries were let go while they were looked at, which then seem to be missing. */
    Uni<Boolean> wasOvertaken(VerifyRun run) {
        return run.findings().isEmpty()
                ? Uni.createFrom().item(false)
                : new ChainReads(pool, run.clinic())
                        .expiries()
                        .map(expiries -> TrailStart.through(macs, run.clinic(), expiries) > run.latestExpiry());
    }

    private Uni<VerifyRun> walk(VerifyRun run, long end) {
        return Uni.createFrom()
                .deferred(() -> run.isDone() ? Uni.createFrom().item(run) : page(run))
                .repeat()
                .until(one -> one.isDone() || System.nanoTime() > end)
                .collect()
                .last()
                .map(last -> run);
    }

    Uni<VerifyRun> page(VerifyRun run) {
        return VerifyPage.read(pool, macs, run.clinic(), run.next(), run.upTo())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(run::check)
                .chain(this::checkPersons);
    }

    /** After the entries: their persons were there before them. */
    private Uni<VerifyRun> checkPersons(VerifyRun run) {
        Map<UUID, Long> asked = run.newPersons();
        return persons.wrong(run.clinic(), asked.keySet())
                .invoke(wrong -> wrong.forEach((person, what) -> run.add(new Finding(
                        Finding.Kind.PERSON,
                        asked.get(person),
                        null,
                        "the row of person " + person + " in audit_person " + what
                                + ": a search by the patient may not find its entries"))))
                .replaceWith(run);
    }

    void remember(VerifyRun run, List<Finding> findings, Remembered known) {
        if (!findings.isEmpty()) {
            broken.found(run.clinic(), findings);
        } else if (known.isCurrent()) {
            broken.foundRight(run.clinic(), run.rightFrom(), run.rightTo());
        }
    }

    void rememberUnverified(String clinic, String why) {
        broken.found(clinic, "it cannot be verified (" + why + ")");
    }

    Uni<Integer> mend(String clinic) {
        return mend.mend(clinic, Long.MAX_VALUE);
    }

    private Uni<VerificationView> report(VerifyRun run, Remembered known) {
        List<Finding> findings = run.findings();
        remember(run, findings, known);
        ChainReads reads = new ChainReads(pool, run.clinic());
        return reads.list(GAPS, Tuple.tuple(), row -> row.getLong("gaps")).chain(gaps -> reads.newestCheckpoint(
                        Long.MAX_VALUE)
                .map(newest -> run.view(
                        findings,
                        gaps.getFirst(),
                        newest.map(tree -> CheckpointView.of(tree.checkpoint())).orElse(null),
                        known.isCurrent())));
    }
}
