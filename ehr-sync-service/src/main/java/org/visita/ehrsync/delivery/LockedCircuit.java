package org.visita.ehrsync.delivery;

import java.time.Duration;
import org.visita.ehrsync.destination.ConnectionRef;

/**
 * A circuit while a transaction works on it.
 *
 * @param concurrency deliveries at a time that the connection may have
 * @param before as it was read
 * @param now as it shall be
 * @param pause until the next probe; only for an open circuit
 */
record LockedCircuit(ConnectionRef connection, int concurrency, Circuit before, Circuit now, Duration pause) {

    LockedCircuit after(Circuit next, Duration untilProbe) {
        return new LockedCircuit(connection, concurrency, before, next, untilProbe);
    }

    boolean hasChanged() {
        return !now.equals(before);
    }
}
