package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.KeyCheck;
import org.visita.gateway.key.KnownKey;
import org.visita.gateway.limit.FailureQuotas;
import org.visita.gateway.limit.InFlight;
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
    private final int mostInFlight;
    private final Clock clock;

    @Inject
    Doorkeeper(KeyCheck keys, FailureQuotas failures, GatewayConfig config, Clock clock) {
        this.keys = keys;
        this.failures = failures;
        this.mostInFlight = config.limits().inFlight();
        this.clock = clock;
    }

    /**
     * Finds out whose request this is.
     *
     * @throws RefusedException one and the same for a key that is missing, junk, unknown, wrong, disabled or expired
     */
    KnownKey recognise(Passage passage) {
        if (Credentials.leaked(passage.target())) {
            throw Refusal.invalid(
                            "?", "A key must not stand in an address: it has leaked. Disable it and use a header.")
                    .asException();
        }
        KnownKey key = Credentials.in(passage.request().headers())
                .flatMap(keys::find)
                .filter(found -> opens(found, passage))
                .orElseThrow(Doorkeeper::unauthenticated);
        passage.belongsTo(key);
        return key;
    }

    private boolean opens(KnownKey found, Passage passage) {
        Optional<String> closed = found.closedBecause(clock.instant());
        closed.ifPresent(because -> passage.triedWith(found, because));
        return closed.isEmpty();
    }

    private static RefusedException unauthenticated() {
        return CommonRefusal.UNAUTHENTICATED
                .because("A valid API key is needed, as Authorization: Bearer or X-API-Key.")
                .asException();
    }

    /** For a request that was refused before anybody knew whose it is: the address pays for it. */
    void countFailure(Passage passage) {
        take(failures.of(passage.address()), passage);
    }

    /**
     * Counts the request among those of the key that are on their way, until its answer has ended or its caller is gone.
     *
     * @throws RefusedException if there are too many of them
     */
    void letIn(Passage passage) {
        InFlight inFlight = passage.key().inFlight();
        if (!inFlight.enter(mostInFlight)) {
            throw DoorRefusal.RATE_LIMITED
                    .because("Too many requests of this key are on their way. Wait for their answers.")
                    .retryAfter(Duration.ofSeconds(1))
                    .asException();
        }
        AtomicBoolean left = new AtomicBoolean();
        passage.context().addEndHandler(ended -> {
            if (left.compareAndSet(false, true)) {
                inFlight.leave();
            }
        });
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
