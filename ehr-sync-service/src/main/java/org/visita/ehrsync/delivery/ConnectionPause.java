package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;
import org.visita.ehrsync.destination.ConnectionRef;

/** Stops a connection that the EHR refuses as a whole: more deliveries would only be refused too. */
public interface ConnectionPause {

    /**
     * Does nothing if the connection has changed since: what it is now, the EHR has not refused.
     *
     * @param reason coded, for example {@code credentials-refused}
     * @param version of the connection that was refused
     */
    Uni<Void> because(String reason, ConnectionRef connection, int version);
}
