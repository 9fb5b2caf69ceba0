package org.visita.local.bench.audit;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.visita.local.bench.BenchStack;
import org.visita.local.bench.Benchmark;
import org.visita.local.bench.Measure;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;

/**
 * How fast entries come from Kafka into the chains of the audit trail, beside {@code COPY} of the same rows; how fast a
 * chain is verified; and how long the newest page of a key takes. docs/performance.md explains it.
 */
public final class AuditBenchmark implements Benchmark {

    private static final String SCOPES = "audit:read";

    /** So far back the entries begin, that none is of the future. */
    private static final Duration PAST = Duration.ofDays(14);

    private static final long SEED = 6;

    private final StackSettings settings;
    private final Clock clock;
    private final int entries;
    private final Consumer<String> notes;

    /**
     * @param settings whose build is measured; nothing of its home or its ports is touched
     * @param entries in each of the two rounds
     * @param notes is told what goes on
     */
    public AuditBenchmark(StackSettings settings, Clock clock, int entries, Consumer<String> notes) {
        this.settings = settings;
        this.clock = clock;
        this.entries = entries;
        this.notes = notes;
    }

    @Override
    public void run(int samples, Consumer<Measure> found) {
        notes.accept("Starting PostgreSQL (fsync, synchronous_commit on), Kafka and audit-service ...");
        BenchStack.Servers servers = new BenchStack.Servers(List.of(Service.AUDIT), SCOPES, Map.of());
        try {
            BenchStack.during(settings, servers, clock, notes, bench -> {
                measure(bench, found);
                notes.accept("Stopping ...");
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run ./visita bench audit again.", e);
        }
    }

    private void measure(BenchStack bench, Consumer<Measure> found) {
        // Among the logs, which go when the stack goes.
        Path folder = bench.stack().home().log(Service.AUDIT.id()).getParent();
        TrailMix mix = new TrailMix(bench.clinic(), clock.instant().minus(PAST), SEED);
        try (Connection database = bench.stack().superuser(Service.AUDIT);
                TrailTopic topic = new TrailTopic(bench.stack().kafka())) {
            StoredTrail trail = new StoredTrail(database);
            PlainCopy copy = new PlainCopy(database, folder.resolve("rows"));
            new IntakeFigures(trail, copy, topic, mix, name -> pid(bench, name), notes).take(entries, found);
            new SearchFigures(bench.address(Service.AUDIT), bench.tokens()::current, bench.clinic(), notes)
                    .take(database, mix.keys(), trail.appended(), found);
            verification(bench, folder).take(found);
        } catch (SQLException e) {
            throw StoredTrail.problem(e);
        }
    }

    private VerificationFigures verification(BenchStack bench, Path folder) {
        URI service = bench.address(Service.AUDIT);
        return new VerificationFigures(
                new TrailFiles(service, bench.tokens()::current, folder),
                new Gateway(service, bench.tokens()::current),
                notes);
    }

    private static long pid(BenchStack bench, String server) {
        return bench.stack().status().stream()
                .filter(each -> each.name().equals(server))
                .findFirst()
                .orElseThrow()
                .pid()
                .orElseThrow();
    }
}
