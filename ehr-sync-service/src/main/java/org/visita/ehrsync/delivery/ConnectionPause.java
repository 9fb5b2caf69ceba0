package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;

/** Stops a connection that the EHR refuses as a whole: more deliveries would only be refused too. */
public interface ConnectionPause {

    /** @param reason coded, for example {@code credentials-refused} */
    Uni<Void> because(String reason, ConnectionRef connection);
}
