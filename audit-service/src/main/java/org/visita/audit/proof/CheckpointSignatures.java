package org.visita.audit.proof;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.visita.proof.Checkpoint;
import org.visita.proof.Expiry;

/** Tells whether a checkpoint is this service's own, and signs what is let go. */
@ApplicationScoped
public class CheckpointSignatures {

    private final SigningKeys keys;

    @Inject
    CheckpointSignatures(SigningKeys keys) {
        this.keys = keys;
    }

    public boolean isRight(Checkpoint checkpoint) {
        return keys.all().signed(checkpoint);
    }

    public Expiry expiry(String clinic, long through, Instant expiredAt, int months) {
        return keys.current().expiry(clinic, through, expiredAt, months);
    }
}
