package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.visita.gateway.GatewayConfig;

/** Whether a clinic may have one more active key: every replica holds all of them in memory. */
@ApplicationScoped
class ClinicRoom {

    private final Keys keys;
    private final int most;
    private final Clock clock;

    @Inject
    ClinicRoom(Keys keys, GatewayConfig config, Clock clock) {
        this.keys = keys;
        this.most = config.limits().keysPerClinic();
        this.clock = clock;
    }

    /** Inside a transaction only. Fails with {@code limit-reached} if there is no room. */
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
