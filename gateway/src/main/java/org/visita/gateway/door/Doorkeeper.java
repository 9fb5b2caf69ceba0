package org.visita.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.ApiKey;
import org.visita.gateway.key.KeyCheck;
import org.visita.gateway.limit.InFlight;
import org.visita.gateway.principal.Principal;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/** Knows the callers, and how much each has asked for. */
@ApplicationScoped
class Doorkeeper {

    private final KeyCheck keys;
    private final BearerTokens tokens;
    private final Turnstile turnstile;
    private final int mostInFlight;
    private final Clock clock;

    @Inject
    Doorkeeper(KeyCheck keys, BearerTokens tokens, Turnstile turnstile, GatewayConfig config, Clock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.turnstile = turnstile;
        this.mostInFlight = config.limits().inFlight();
        this.clock = clock;
    }

    /**
     * Finds out whose request this is. Mostly at once; where it has to ask somebody, the request is paused meanwhile, and
     * the answer comes on its own event loop.
     *
     * @return fails with a {@link RefusedException}, one and the same for a credential that is missing,
     *     junk, unknown, wrong, disabled or expired
     */
    Future<Principal> recognise(Passage passage) {
        Credentials.Shown shown = Credentials.in(passage.request().headers()).orElseThrow(Doorkeeper::unauthenticated);
        Optional<ApiKey> key = ApiKey.parse(shown.text());
        if (key.isPresent() || !shown.mayBeToken()) {
            return Future.succeededFuture(known(key.flatMap(keys::find).map(Principal.class::cast), passage));
        }
        Optional<Principal> remembered = tokens.remembered(shown.text());
        if (remembered.isPresent()) {
            return Future.succeededFuture(known(remembered, passage));
        }
        // A signature is dear to check: not for those who are to be turned away whatever it is.
        return admitStranger(passage)
                .compose(admitted -> tokens.find(shown.text()))
                .map(found -> known(found, passage));
    }

    /**
     * Before what costs something to check. Counts nothing.
     *
     * @return fails with a {@link RefusedException} if the address is blocked, or has failed too often
     */
    Future<Void> admitStranger(Passage passage) {
        return turnstile.admitStranger(passage);
    }

    private Principal known(Optional<Principal> found, Passage passage) {
        Principal principal = found.filter(shown -> opens(shown, passage)).orElseThrow(Doorkeeper::unauthenticated);
        passage.belongsTo(principal);
        return principal;
    }

    /** @throws RefusedException if the address holds a credential, which has leaked on its way here */
    static void refuseLeak(Target target) {
        if (Credentials.leaked(target)) {
            throw Refusal.invalid(
                            "?", "A key must not stand in an address: it has leaked. Disable it and use a header.")
                    .asException();
        }
    }

    private boolean opens(Principal found, Passage passage) {
        Optional<String> closed = found.closedBecause(clock.instant(), passage.address());
        closed.ifPresent(because -> passage.triedWith(found, because));
        return closed.isEmpty();
    }

    private static RefusedException unauthenticated() {
        return CommonRefusal.UNAUTHENTICATED
                .because("A valid API key or token is needed, as Authorization: Bearer; a key also as X-API-Key.")
                .asException();
    }

    /**
     * For a request that was refused before anybody knew whose it is: the address pays for it.
     *
     * @return fails with a {@link RefusedException} of its own if the address has failed too often
     */
    Future<Void> countFailure(Passage passage, Throwable refused) {
        boolean isOurs = !(refused instanceof RefusedException refusal)
                || refusal.refusal().code().status() >= 500;
        return isOurs ? Future.succeededFuture() : turnstile.countFailure(passage, refused);
    }

    /**
     * For one whom nobody could recognise, for whatever reason: also while only somebody else could tell who it is, junk
     * is not for nothing.
     *
     * @return fails with a {@link RefusedException} of its own if the address has failed too often
     */
    Future<Void> countUnrecognised(Passage passage, Throwable refused) {
        return refused instanceof RefusedException
                ? turnstile.countFailure(passage, refused)
                : Future.succeededFuture();
    }

    /** For an open page: nobody is refused, yet somebody has asked. */
    Future<Void> countVisit(Passage passage) {
        return turnstile.countFailure(passage, null);
    }

    /**
     * Counts the request among those of the key that are on their way, until its answer has ended or its caller is gone.
     *
     * @throws RefusedException if there are too many of them
     */
    void letIn(Passage passage) {
        InFlight inFlight = passage.principal().inFlight();
        if (!inFlight.enter(mostInFlight)) {
            turnstile.refusedForCrowd();
            throw DoorRefusal.RATE_LIMITED
                    .because("Too many requests of this key are on their way. Wait for their answers.")
                    .retryAfter(Duration.ofSeconds(1))
                    .asException();
        }
        passage.principal().used(clock.instant());
        passage.ending().then(() -> {
            inFlight.leave();
            turnstile.answered(passage);
        });
    }

    /**
     * Takes the request out of the caller's quota, and says in the answer what is left.
     *
     * @return fails with a {@link RefusedException} if it is used up, or if the caller is blocked
     */
    Future<Void> count(Passage passage) {
        int weight = Weights.of(passage.request().method(), passage.target().path());
        return turnstile.count(passage, weight);
    }

    /**
     * The same for one of several requests that came as one.
     *
     * @param paid how much of it is counted already
     */
    Future<Void> count(Passage passage, HttpMethod method, Target entry, int paid) {
        int due = Weights.of(method, entry.path()) - paid;
        return due > 0 ? turnstile.count(passage, due) : Future.succeededFuture();
    }

    /** What is said to one of several requests that came as one; of the others the door sees the answer. */
    void answered(Passage passage, Target entry, int status) {
        turnstile.answered(passage.principal(), status, entry.path());
    }
}
