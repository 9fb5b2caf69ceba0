package org.visita.ehrsync.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.visita.ehrsync.delivery.EhrLook;

/** Whether what a dead letter asks for still has to be done. */
enum DeadLetterVerdict {
    /** The EHR does not have this version, and nobody wants a newer one. */
    @JsonProperty("still-needed")
    STILL_NEEDED,
    /** A newer version is wanted, or written: this one has had its time. */
    @JsonProperty("superseded")
    SUPERSEDED,
    /** The EHR shows this version, or a newer one. */
    @JsonProperty("already-there")
    ALREADY_THERE;

    /** What the EHR shows counts; what we believe that it holds, only if it does not say. */
    static DeadLetterVerdict of(Standing standing, EhrLook.Held held) {
        if (standing.isSuperseded()) {
            return SUPERSEDED;
        }
        int there = held.state() == EhrLook.State.UNKNOWN ? standing.written() : held.version();
        return there >= standing.version() ? ALREADY_THERE : STILL_NEEDED;
    }
}
