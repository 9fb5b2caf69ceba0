package org.visita.ehrsync.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.outbox.OutboxRecord;

/** What one transaction is going to write about a batch of returned deliveries. */
final class Settling {

    final Map<ConnectionRef, LockedCircuit> circuits;
    final List<Settlement> settled = new ArrayList<>();
    final List<DeliveryChange> changes = new ArrayList<>();
    final List<DeliveryChange> resolved = new ArrayList<>();
    final List<GivenUp> givenUp = new ArrayList<>();
    final List<OutboxRecord> records = new ArrayList<>();

    Settling(Map<ConnectionRef, LockedCircuit> circuits) {
        this.circuits = new HashMap<>(circuits);
    }
}
