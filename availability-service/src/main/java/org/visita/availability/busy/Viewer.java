package org.visita.availability.busy;

import java.time.Instant;
import org.visita.contracts.Actor;
import org.visita.contracts.booking.Hold;

/** Who searches, and when. What others hold is in the way until it expires; what the viewer holds is not. */
public record Viewer(Actor actor, Instant now) {

    /** Whether the time is kept from this viewer. */
    boolean isKeptOutBy(Hold hold) {
        return hold.expiresAt().isAfter(now) && !hold.by().equals(actor);
    }
}
