package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryOutcome.AccessRefused;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.trail.OwnActs;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.Transactions;

/** Writes down how deliveries went, and says so: many in one transaction, and a few statements for all of them. */
@ApplicationScoped
class SettleDeliveries {

    /** What an EHR was asked with: credentials and address are those of a version. */
    private record Asked(ConnectionRef connection, int version) {
        static Asked with(ClaimedDelivery delivery) {
            return new Asked(delivery.connection(), delivery.target().version());
        }
    }

    private final Deliveries deliveries;
    private final DeadLetters deadLetters;
    private final Circuits circuits;
    private final Attempts attempts;
    private final DecideDelivery decide;
    private final DeliveryMetrics metrics;
    private final Outbox outbox;
    private final Transactions transactions;
    private final ConnectionPause pause;
    private final OwnActs acts;
    private final int concurrency;

    @Inject
    SettleDeliveries(
            Deliveries deliveries,
            DeadLetters deadLetters,
            Circuits circuits,
            Attempts attempts,
            DecideDelivery decide,
            DeliveryMetrics metrics,
            Outbox outbox,
            Transactions transactions,
            ConnectionPause pause,
            OwnActs acts,
            EhrSyncConfig config) {
        this.deliveries = deliveries;
        this.deadLetters = deadLetters;
        this.circuits = circuits;
        this.attempts = attempts;
        this.decide = decide;
        this.metrics = metrics;
        this.outbox = outbox;
        this.transactions = transactions;
        this.pause = pause;
        this.acts = acts;
        this.concurrency = config.delivery().perConnection();
    }

    /** All of them, or none. */
    Uni<Void> settle(List<Settlement> batch) {
        return pauseRefused(batch)
                .chain(() -> acts.tell(told -> transactions.write(
                        () -> deliveries.lock(claimed(batch)).chain(records -> lockCircuits(batch, records)
                                .map(locked -> decide.about(batch, records, locked))
                                .invoke(settling -> begin(told, settling))
                                .call(this::store)))))
                .invoke(done -> metrics.settled(done.settled))
                .replaceWithVoid();
    }

    /** That an EHR is left alone, or trusted again, is nobody's act but ours. */
    private static void begin(OwnActs.Told told, Settling settling) {
        told.startOver();
        for (LockedCircuit circuit : settling.circuits.values()) {
            CircuitState before = circuit.before().state();
            CircuitState now = circuit.now().state();
            if (before == CircuitState.CLOSED && now == CircuitState.OPEN) {
                told.begin("connection.circuit-open", circuit.connection());
            } else if (before != CircuitState.CLOSED && now == CircuitState.CLOSED) {
                told.begin("connection.circuit-close", circuit.connection());
            }
        }
    }

    private static List<ClaimedDelivery> claimed(List<Settlement> batch) {
        return batch.stream().map(Settlement::delivery).toList();
    }

    /** Paused first, and committed: else others would be claimed only to be refused as well. */
    private Uni<Void> pauseRefused(List<Settlement> batch) {
        List<Settlement> refused = batch.stream()
                .filter(each -> each.outcome() instanceof AccessRefused)
                .toList();
        return refused.isEmpty()
                ? Uni.createFrom().voidItem()
                : transactions
                        .write(() -> deliveries.lock(claimed(refused)))
                        .map(records -> reasons(refused, records))
                        .chain(reasons -> Multi.createFrom()
                                .iterable(reasons.entrySet())
                                .onItem()
                                .transformToUniAndConcatenate(each -> pause.because(
                                        each.getValue(),
                                        each.getKey().connection(),
                                        each.getKey().version()))
                                .collect()
                                .asList()
                                .replaceWithVoid());
    }

    /** An answer to a lease that is lost may speak of an address that is no longer the connection's. */
    private static Map<Asked, String> reasons(List<Settlement> refused, Map<UUID, DeliveryRecord> records) {
        Map<Asked, String> reasons = new HashMap<>();
        refused.stream()
                .filter(each -> records.containsKey(each.delivery().lease()))
                .forEach(each -> reasons.putIfAbsent(
                        Asked.with(each.delivery()), each.outcome().problem().code()));
        return reasons;
    }

    /** Not those that have nothing to learn: their rows are the ones that everybody wants. */
    private Uni<Map<ConnectionRef, LockedCircuit>> lockCircuits(
            List<Settlement> batch, Map<UUID, DeliveryRecord> records) {
        return circuits.lock(
                batch.stream()
                        .filter(each -> records.containsKey(each.delivery().lease()))
                        .filter(each -> !(each.outcome() instanceof Written)
                                || !records.get(each.delivery().lease()).quiet())
                        .map(each -> each.delivery().connection())
                        .collect(Collectors.toUnmodifiableSet()),
                concurrency);
    }

    private Uni<Void> store(Settling settling) {
        return deadLetters
                .open(settling.givenUp)
                .chain(() -> deliveries.store(settling.changes))
                .chain(() -> deadLetters.resolve(settling.resolved))
                .chain(() -> attempts.log(settling.settled))
                .chain(() -> outbox.appendAll(settling.records))
                .chain(() -> circuits.store(settling.circuits.values()));
    }
}
