package org.visita.audit.export;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.visita.audit.AuditConfig;
import org.visita.audit.proof.SignCheckpoint;
import org.visita.audit.search.EntryFilter;
import org.visita.audit.search.OpenedEntries;
import org.visita.audit.search.WalkEntries;
import org.visita.proof.Expiry;
import org.visita.proof.ExportHeader;
import org.visita.proof.TreeAt;

/**
 * Writes the trail, or what a filter leaves of it, to a file that is sent while it is made. It shows the trail as it is
 * when the export begins: what comes later is not in it, whatever time it is of.
 */
@ApplicationScoped
class ExportTrail {

    /** Some 700 KB of lines; so much of an export is in memory at a time. */
    static final int ENTRIES_AT_ONCE = 1_000;

    /** Larger numbers are none in JSON; no chain gets there by itself. */
    private static final long MOST_POSITION = (1L << 53) - 1;

    private final SignCheckpoint checkpoints;
    private final ChainStore store;
    private final ProofLines lines;
    private final WalkEntries walk;
    private final OpenedEntries opened;
    private final Clock clock;
    private final Counter bytes;
    private final ExportPlaces places;
    private final Duration patience;

    @Inject
    ExportTrail(
            SignCheckpoint checkpoints,
            ChainStore store,
            ProofLines lines,
            WalkEntries walk,
            OpenedEntries opened,
            ExportPlaces places,
            AuditConfig config,
            Clock clock,
            MeterRegistry registry) {
        this.checkpoints = checkpoints;
        this.store = store;
        this.lines = lines;
        this.walk = walk;
        this.opened = opened;
        this.clock = clock;
        this.bytes = registry.counter("visita_audit_exported_bytes");
        this.places = places;
        this.patience = config.export().patience();
    }

    /** Refuses with unavailable where too many run already. */
    Uni<StreamedBody> export(String clinic, EntryFilter filter, ExportFormat format) {
        ExportPlaces.Place place = places.take(clinic);
        Infrastructure.getDefaultWorkerPool()
                .schedule(place::leaveUnlessBegun, patience.toMillis(), TimeUnit.MILLISECONDS);
        return Uni.createFrom()
                .<Chunks>deferred(() -> chunks(clinic, filter, format))
                .onFailure()
                .invoke(place::leave)
                .onCancellation()
                .invoke(place::leave)
                .map(chunks -> new StreamedBody(sent(chunks, place), patience));
    }

    private Multi<byte[]> sent(Chunks chunks, ExportPlaces.Place place) {
        return Multi.createBy()
                .repeating()
                .uni(chunks::next)
                .until(chunk -> chunk == Chunks.END)
                .select()
                .where(chunk -> chunk.length > 0)
                .onItem()
                .invoke(chunk -> bytes.increment(chunk.length))
                .onSubscription()
                .invoke(place::begin)
                .onTermination()
                .invoke(place::leave);
    }

    private Uni<Chunks> chunks(String clinic, EntryFilter filter, ExportFormat format) {
        if (format == ExportFormat.CSV) {
            return asOfNow(clinic, filter)
                    .chain(now -> walk.begin(clinic, now))
                    .map(place -> new CsvChunks(clinic, walk, place, opened));
        }
        if (filter.equals(EntryFilter.ALL)) {
            return chain(clinic);
        }
        return asOfNow(clinic, filter).chain(now -> walk.begin(clinic, now)
                .map(place -> new FilteredChunks(filtered(clinic, now.upTo()), walk, place, lines)));
    }

    private Uni<EntryFilter> asOfNow(String clinic, EntryFilter filter) {
        return store.head(clinic).map(filter::upTo);
    }

    private ExportHeader filtered(String clinic, long upTo) {
        return new ExportHeader(clinic, 1, upTo, true, now(), null, null);
    }

    private Uni<Chunks> chain(String clinic) {
        // Before it is signed: all that is there now is covered then, or cannot be, and is shown all the same.
        return store.head(clinic)
                .chain(head -> checkpoints.now(clinic).map(newest -> end(head, newest)))
                .chain(end -> store.expiry(clinic, 0)
                        .chain(expiry -> start(clinic, expiry).map(start -> header(clinic, end, start, expiry))))
                .map(header -> new ChainChunks(store, lines, header));
    }

    /** A chain that was tampered with is signed no more: what comes after the last signature is what matters then. */
    private static long end(long head, Optional<TreeAt> newest) {
        long signed = newest.map(tree -> tree.checkpoint().size()).orElse(0L);
        return Math.min(Math.max(head, signed), MOST_POSITION);
    }

    private ExportHeader header(String clinic, long to, Optional<TreeAt> start, Optional<Expiry> expiry) {
        long from = start.map(tree -> tree.checkpoint().size() + 1).orElse(1L);
        return new ExportHeader(
                clinic, from, Math.max(to, from - 1), false, now(), start.orElse(null), expiry.orElse(null));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The checkpoint that the chain goes on from. Without it, it is shown from its beginning, which is not there. */
    private Uni<Optional<TreeAt>> start(String clinic, Optional<Expiry> expiry) {
        return expiry.map(gone -> store.trees(clinic, gone.through() - 1, gone.through())
                        .map(trees -> trees.stream().findFirst()))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }
}
