package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;

/** An EHR, as the deliveries see it. */
public interface Ehr {

    /** Whether all that it needs has been set up; nothing is to be delivered before. */
    boolean isReady();

    /**
     * Makes the EHR hold the booking, exactly once, in this version or a newer one. May be done again at any time.
     * Fails with a {@link DeliveryFailedException}.
     */
    Uni<DeliveryOutcome.Written> hold(ClaimedDelivery delivery);
}
