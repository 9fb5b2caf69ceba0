package org.visita.audit.proof;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.visita.kit.problem.CommonRefusal;

/** Which verifications run that somebody asked for: each keeps a core busy, and no clinic keeps the others from theirs. */
final class VerifyPlaces {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final int most;
    private final Set<String> clinics = new HashSet<>();

    /** @param most at once; one of each clinic */
    VerifyPlaces(int most) {
        this.most = most;
    }

    /** Refuses with unavailable where too many run already, or one of this clinic. */
    synchronized void take(String clinic) {
        if (clinics.size() >= most || !clinics.add(clinic)) {
            throw CommonRefusal.UNAVAILABLE
                    .because(
                            clinics.contains(clinic)
                                    ? "This trail is being verified already."
                                    : "Other verifications are running.")
                    .retryAfter(RETRY)
                    .asException();
        }
    }

    synchronized void leave(String clinic) {
        clinics.remove(clinic);
    }
}
