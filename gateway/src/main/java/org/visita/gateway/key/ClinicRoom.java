package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.visita.gateway.GatewayConfig;

/** Whether a clinic may have one more key: every replica holds all of them in memory. */
@ApplicationScoped
class ClinicRoom {

    /** Keys in whatever state, for each active one that a clinic may have. */
    private static final int IN_ALL = 4;

    /** A revoked key counts among all for so long: who makes keys and revokes them in a loop comes to an end. */
    private static final Duration REVOKED_COUNTS = Duration.ofDays(30);

    private final Keys keys;
    private final int most;
    private final Clock clock;

    @Inject
    ClinicRoom(Keys keys, GatewayConfig config, Clock clock) {
        this.keys = keys;
        this.most = config.limits().keysPerClinic();
        this.clock = clock;
    }

    /** For a key that is made. Inside a transaction only. Fails with {@code limit-reached} if there is no room. */
    Uni<Void> checkNew(String clinic) {
        return keys.countAll(clinic, clock.instant().minus(REVOKED_COUNTS))
                .invoke(all -> {
                    if (all >= IN_ALL * (long) most) {
                        throw KeyProblem.LIMIT_REACHED
                                .because("A clinic has at most " + IN_ALL * (long) most
                                        + " keys in all; one that is revoked counts for another "
                                        + REVOKED_COUNTS.toDays() + " days.")
                                .asException();
                    }
                })
                .chain(all -> check(clinic));
    }

    /** For one that is to be active again. Inside a transaction only. Fails with {@code limit-reached} if there is no room. */
    Uni<Void> check(String clinic) {
        return keys.countActive(clinic, clock.instant())
                .invoke(active -> {
                    if (active >= most) {
                        throw KeyProblem.LIMIT_REACHED
                                .because("A clinic has at most " + most + " active keys. Disable one first.")
                                .asException();
                    }
                })
                .replaceWithVoid();
    }
}
