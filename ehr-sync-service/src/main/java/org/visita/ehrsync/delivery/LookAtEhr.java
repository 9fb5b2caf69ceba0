package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;

/** An EHR, as an operator sees it through our eyes. Reads only: nothing is written, matched or created. */
public interface LookAtEhr {

    /** Within a bound of time. Never fails because of the EHR or of the mapping: the answer says what was wrong. */
    Uni<EhrLook> look(ClaimedDelivery delivery);
}
