package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.visita.gateway.key.KeyCheck;
import org.visita.gateway.key.KnownKey;
import org.visita.gateway.limit.FailureQuotas;
import org.visita.gateway.limit.Quota;
import org.visita.gateway.limit.RateLimitHeaders;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/** Knows the callers, and how much each has asked for. */
@ApplicationScoped
class Doorkeeper {

    private final KeyCheck keys;
    private final FailureQuotas failures;

    @Inject
    Doorkeeper(KeyCheck keys, FailureQuotas failures) {
        this.keys = keys;
        this.failures = failures;
    }

    /**
     * Finds out whose request this is.
     *
     * @throws RefusedException one and the same for a key that is missing, junk, unknown, wrong, disabled or expired
     */
    KnownKey recognise(Passage passage) {
        if (Credentials.leaked(passage.target())) {
            take(failures.of(passage.address()), passage);
            throw Refusal.invalid(
                            "?", "A key must not stand in an address: it has leaked. Disable it and use a header.")
                    .asException();
        }
        KnownKey key = Credentials.in(passage.request().headers())
                .flatMap(keys::find)
                .orElseThrow(() -> unauthenticated(passage));
        passage.belongsTo(key);
        return key;
    }

    private RefusedException unauthenticated(Passage passage) {
        take(failures.of(passage.address()), passage);
        return CommonRefusal.UNAUTHENTICATED
                .because("A valid API key is needed, as Authorization: Bearer or X-API-Key.")
                .asException();
    }

    /** Takes the request out of the key's quota, and says in the answer what is left. */
    void count(Passage passage) {
        take(passage.key().quota(), passage);
    }

    private static void take(Quota quota, Passage passage) {
        Quota.Decision decision = quota.take();
        MultiMap headers = passage.context().response().headers();
        RateLimitHeaders.write(quota, decision, headers);
        if (!decision.admitted()) {
            throw DoorRefusal.RATE_LIMITED
                    .because("The limit \"" + decision.tightest().name() + "\" is used up for now.")
                    .retryAfter(Duration.ofSeconds(decision.resetSeconds()))
                    .asException();
        }
    }
}
