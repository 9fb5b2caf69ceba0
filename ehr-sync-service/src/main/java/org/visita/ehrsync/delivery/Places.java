package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.kit.context.FreshContext;

/**
 * The places of one connection's requests, as this process takes them: whoever comes while some are being taken is in
 * the next lot. A thousand requests a second would else wait for each other at one row.
 */
final class Places {

    private record Waiting(EhrTarget target, UniEmitter<? super Double> request) {}

    /** @param wait seconds until the first of them */
    private record Taken(double pause, int count) {}

    /**
     * The clock is read under the lock: not now(), which is when the statement began, before it waited for its turn. Not
     * waited for the disk either: a row of places that a crash of the database sets back by a moment does no harm.
     */
    private static final String TAKE = """
            with held as materialized (
              select clinic, connection_id, paced_until from circuit
              where clinic = ?1 and connection_id = ?2 for update),
            timed as materialized (
              select h.*, clock_timestamp() as at, set_config('synchronous_commit', 'off', true) from held h),
            begun as materialized (
              select t.*, cast(extract(epoch from greatest(t.paced_until, t.at) - t.at) as float8) as wait from timed t),
            taken as materialized (
              select b.*, least(cast(?4 as int), cast(ceil((cast(?5 as float8) - b.wait) / cast(?3 as float8)) as int))
                as places
              from begun b)
            update circuit k
            set paced_until = greatest(t.paced_until, t.at) + make_interval(secs => t.places * cast(?3 as float8))
            from taken t
            where k.clinic = t.clinic and k.connection_id = t.connection_id and t.places > 0
            returning t.wait, t.places""";

    private final FreshContext fresh;
    private final double patience;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean taking = new AtomicBoolean();

    /** @param patience seconds; places further off are not taken */
    Places(FreshContext fresh, double patience) {
        this.fresh = fresh;
        this.patience = patience;
    }

    /** Seconds until the next place, which is the caller's then; null if it is too far off. */
    Uni<Double> next(EhrTarget target) {
        return Uni.createFrom().emitter(request -> {
            waiting.add(new Waiting(target, request));
            takeNext();
        });
    }

    private void takeNext() {
        // Looks again after it has let go: who came in between would wait for the next to come.
        while (!waiting.isEmpty() && taking.compareAndSet(false, true)) {
            List<Waiting> lot = new ArrayList<>();
            for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
                lot.add(next);
            }
            if (!lot.isEmpty()) {
                take(lot);
                return;
            }
            taking.set(false);
        }
    }

    private void take(List<Waiting> lot) {
        EhrTarget target = lot.getLast().target();
        double gap = 1.0 / target.requestsPerSecond();
        fresh.run(() -> take(target, lot.size(), gap)).subscribe().with(taken -> ended(lot, taken, gap), failure -> {
            goOn();
            lot.forEach(each -> each.request().fail(failure));
        });
    }

    /** A statement alone, so that the row is nobody's while we think. Null if none was taken. */
    private Uni<Taken> take(EhrTarget target, int wanted, double gap) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, Object[].class)
                        .setParameter(1, target.connection().clinic())
                        .setParameter(2, target.connection().id())
                        .setParameter(3, gap)
                        .setParameter(4, wanted)
                        .setParameter(5, Math.max(patience, 2 * gap))
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : new Taken((Double) row[0], (Integer) row[1])));
    }

    private void ended(List<Waiting> lot, Taken taken, double gap) {
        goOn();
        for (int i = 0; i < lot.size(); i++) {
            lot.get(i).request().complete(taken == null || i >= taken.count() ? null : taken.pause() + i * gap);
        }
    }

    private void goOn() {
        taking.set(false);
        takeNext();
    }
}
