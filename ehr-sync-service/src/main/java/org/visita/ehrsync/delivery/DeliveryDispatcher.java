package org.visita.ehrsync.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.catalog.CatalogListener;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.context.FreshContext;

/**
 * Keeps workers busy: claims what is due whenever somebody says that something may be, when a worker gets free, and
 * every now and then in case nobody says so.
 */
@ApplicationScoped
public class DeliveryDispatcher {

    private static final Logger LOG = Logger.getLogger(DeliveryDispatcher.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final ClaimDeliveries claimDeliveries;
    private final DeliverBooking deliverBooking;
    private final CatalogListener catalog;
    private final Ehr ehr;
    private final FreshContext fresh;
    private final Vertx vertx;
    private final EhrSyncConfig.Delivery config;

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean lookAgain = new AtomicBoolean();
    private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    /** Where the last look began; the next begins behind it. */
    private volatile ConnectionRef last = new ConnectionRef("", new UUID(0, 0));

    private volatile boolean stopped = true;
    private long timer;

    @Inject
    DeliveryDispatcher(
            ClaimDeliveries claimDeliveries,
            DeliverBooking deliverBooking,
            CatalogListener catalog,
            Ehr ehr,
            FreshContext fresh,
            Vertx vertx,
            EhrSyncConfig config) {
        this.claimDeliveries = claimDeliveries;
        this.deliverBooking = deliverBooking;
        this.catalog = catalog;
        this.ehr = ehr;
        this.fresh = fresh;
        this.vertx = vertx;
        this.config = config.delivery();
    }

    void start(@Observes StartupEvent started) {
        stopped = false;
        timer = vertx.setPeriodic(config.poll().toMillis(), tick -> wake());
    }

    /** Lets end what is under way: else others would wait for its leases to end. */
    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped = true;
        vertx.cancelTimer(timer);
        try {
            if (underWay.get() > 0) {
                allEnded.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException late) {
            LOG.infof("%d deliveries are cut off; another worker has them in %s", underWay.get(), config.lease());
        }
    }

    /** Something may be due. Returns at once; any number of calls while a look is under way make one more. */
    public void wake() {
        lookAgain.set(true);
        // Without the catalog, appointments would be written that do not say who sees the patient, and where.
        if (!stopped && catalog.isCurrent() && ehr.isReady() && looking.compareAndSet(false, true)) {
            lookAgain.set(false);
            fresh.run(this::look).subscribe().with(done -> ended(), this::failed);
        }
    }

    private Uni<Void> look() {
        int free = config.perProcess() - underWay.get();
        // A worker that gets free looks again: until then there is nothing to look for.
        return free <= 0
                ? Uni.createFrom().voidItem()
                : claimDeliveries
                        .connectionsWithWork(last)
                        .chain(connections -> claim(connections, free))
                        .invoke(this::startAll)
                        .replaceWithVoid();
    }

    private Uni<List<ClaimedDelivery>> claim(List<ConnectionRef> connections, int free) {
        if (connections.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        boolean more = connections.size() == ClaimDeliveries.CONNECTIONS;
        last = more ? connections.getLast() : connections.getFirst();
        return claimDeliveries.claim(connections, free).invoke(claimed -> {
            if (more && !claimed.isEmpty()) {
                lookAgain.set(true);
            }
        });
    }

    private void startAll(List<ClaimedDelivery> claimed) {
        underWay.addAndGet(claimed.size());
        claimed.forEach(delivery -> deliverBooking
                .deliver(delivery, this::wake)
                .subscribe()
                .with(done -> workerFree(), bug -> workerFree()));
    }

    private void workerFree() {
        if (underWay.decrementAndGet() == 0 && stopped) {
            allEnded.complete(null);
        }
        wake();
    }

    private void ended() {
        looking.set(false);
        if (lookAgain.get()) {
            wake();
        }
    }

    private void failed(Throwable failure) {
        LOG.warnf(
                "Looking for due deliveries failed (%s); next try in %s",
                failure.getClass().getSimpleName(), config.poll());
        // The timer wakes it: at once would only hammer a database that is down.
        looking.set(false);
    }
}
