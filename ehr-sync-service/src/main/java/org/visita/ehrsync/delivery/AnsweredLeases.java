package org.visita.ehrsync.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;

/**
 * Leases of this process whose EHR has answered that all is well, and that have yet to be written down. For the EHR
 * these deliveries are over: the next may go to it meanwhile. Not so where something went wrong: what that means for the
 * connection has to be written down first.
 */
@ApplicationScoped
class AnsweredLeases {

    private final Set<UUID> leases = ConcurrentHashMap.newKeySet();

    void add(Settlement settlement) {
        if (settlement.outcome() instanceof Written) {
            leases.add(settlement.delivery().lease());
        }
    }

    void remove(Settlement settlement) {
        leases.remove(settlement.delivery().lease());
    }

    /** As PostgreSQL writes an array. */
    String asArray() {
        return leases.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
