package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.ehrsync.Contexts;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.kit.context.FreshContext;

/**
 * Keeps to a connection's requests a second, over all replicas: each request takes the next place in a row of places
 * that stand apart by the rate (GCRA without a burst), and goes when its time has come. The row is a column of the
 * circuit. A connection without a rate costs nothing.
 */
@ApplicationScoped
public class Pace {

    /** A delivery is up to six requests; what they wait for their places must leave time for the EHR to answer. */
    private static final int PARTS_OF_THE_LEASE = 8;

    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(100);

    private final FreshContext fresh;
    private final double patience;
    private final Map<ConnectionRef, Places> places = new ConcurrentHashMap<>();

    @Inject
    Pace(FreshContext fresh, EhrSyncConfig config) {
        this.fresh = fresh;
        Duration part = EhrSyncConfig.deadline(config).dividedBy(PARTS_OF_THE_LEASE);
        this.patience = Seconds.of(part.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : part);
    }

    /** Ends when the next request may go. Fails with {@link DeliveryOutcome.NotYet} if that would be too late. */
    public Uni<Void> keep(EhrTarget target) {
        return target.requestsPerSecond() == null
                ? Uni.createFrom().voidItem()
                // Others are in the same lot, and a timer knows no context: the delivery goes on where it was.
                : Contexts.here(places.computeIfAbsent(target.connection(), each -> new Places(fresh, patience))
                        .next(target)
                        .chain(wait -> wait == null ? Uni.createFrom().failure(tooLate()) : pause(wait)));
    }

    private static Uni<Void> pause(double seconds) {
        // Rounded up: a request may be late, never early.
        long millis = (long) Math.ceil(seconds * 1000);
        return millis <= 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(millis));
    }

    private static DeliveryFailedException tooLate() {
        return new DeliveryFailedException(new DeliveryOutcome.NotYet(
                new Failure("paced", null, "The connection's requests a second are used up for now."),
                Duration.ofMillis(500)));
    }
}
