package org.visita.gateway.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.gateway.block.Blocking;
import org.visita.gateway.block.Offence;
import org.visita.gateway.limit.Decision;
import org.visita.gateway.limit.Limits;
import org.visita.gateway.limit.RateLimitHeaders;
import org.visita.gateway.limit.Tally;
import org.visita.gateway.principal.Principal;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/**
 * Counts requests, turns away those of blocked callers, and notes what speaks of abuse. Made at the start, so that what
 * it counts is there to be seen before the first of it.
 */
@Startup
@ApplicationScoped
class Turnstile {

    private static final String CROWD = "in-flight";

    private final Limits limits;
    private final Blocking blocking;
    private final Map<String, Counter> limited;

    @Inject
    Turnstile(Limits limits, Blocking blocking, MeterRegistry registry) {
        this.limits = limits;
        this.blocking = blocking;
        this.limited = Stream.of("sec", "min", "clinic-sec", "clinic-min", "failures", CROWD)
                .collect(Collectors.toMap(
                        Function.identity(), limit -> registry.counter("visita_gateway_limited", "limit", limit)));
    }

    /** Fails with a {@link RefusedException} if a limit has no room, or if the caller is blocked. */
    Future<Void> count(Passage passage, int weight) {
        Duration blocked = blocking.left(passage.principal());
        if (blocked != null) {
            return Future.failedFuture(blocked(blocked));
        }
        return limits.take(passage.principal(), weight).compose(tally -> switch (tally) {
            case Tally.Counted counted -> settle(passage, counted.decision(), true);
            case Tally.Blocked(String block, Duration left) -> {
                Principal caller = passage.principal();
                if (!blocking.isPast(caller, block)) {
                    yield Future.failedFuture(blocked(left));
                }
                // Redis missed that it was lifted, or replaced.
                limits.unflag(caller.clinic(), caller.id(), block);
                yield limits.takeHere(caller, weight).compose(here -> settle(passage, decision(here), true));
            }
        });
    }

    /** Whoever asks nobody else hears of no other blocks. */
    private static Decision decision(Tally here) {
        return ((Tally.Counted) here).decision();
    }

    /** The same for a request that came without an accepted key. */
    Future<Void> countFailure(Passage passage, Throwable refused) {
        Duration blocked = blocking.left(passage.address());
        if (blocked != null) {
            return Future.failedFuture(blocked(blocked));
        }
        return limits.takeFailure(passage.address()).compose(tally -> switch (tally) {
            case Tally.Counted counted -> settleFailure(passage, counted.decision(), refused);
            case Tally.Blocked(String block, Duration left) -> {
                if (!blocking.isPast(passage.address(), block)) {
                    yield Future.failedFuture(blocked(left));
                }
                limits.unflag(passage.address(), block);
                yield limits.takeFailureHere(passage.address())
                        .compose(here -> settleFailure(passage, decision(here), refused));
            }
        });
    }

    private Future<Void> settleFailure(Passage passage, Decision decision, Throwable refused) {
        if (decision.admitted() && isDenial(refused)) {
            blocking.note(passage.address(), Offence.DENIED);
        }
        return settle(passage, decision, false);
    }

    /**
     * For what costs something to check, before it is checked. Takes nothing: what is found wrong is counted after.
     *
     * @return fails with a {@link RefusedException} if the address is blocked, or has failed too often
     */
    Future<Void> admitStranger(Passage passage) {
        Duration blocked = blocking.left(passage.address());
        if (blocked != null) {
            return Future.failedFuture(blocked(blocked));
        }
        return limits.lookAtFailures(passage.address()).compose(tally -> switch (tally) {
            case Tally.Counted counted ->
                counted.decision().remaining() > 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(usedUp(counted.decision()));
            case Tally.Blocked(String block, Duration left) ->
                blocking.isPast(passage.address(), block)
                        ? Future.succeededFuture()
                        : Future.failedFuture(blocked(left));
        });
    }

    private Future<Void> settle(Passage passage, Decision decision, boolean known) {
        RateLimitHeaders.write(decision, passage.context().response().headers());
        if (decision.admitted()) {
            return Future.succeededFuture();
        }
        decision.violated().forEach(limit -> limited.get(limit).increment());
        passage.violates(decision.violated());
        if (!known) {
            blocking.note(passage.address(), Offence.LIMITED);
        } else if (decision.isOfCaller()) {
            // What others of the clinic have used up is not its fault.
            blocking.note(passage.principal(), Offence.LIMITED);
        }
        return Future.failedFuture(usedUp(decision));
    }

    private static RefusedException usedUp(Decision decision) {
        return DoorRefusal.RATE_LIMITED
                .because("The limit \"" + decision.tightest().name() + "\" is used up for now.")
                .retryAfter(Duration.ofSeconds(Math.max(1, decision.resetSeconds())))
                .asException();
    }

    /** Too many of its requests are on their way. */
    void refusedForCrowd() {
        // No offence: with a slow service, whoever asks as ever has more on their way than usual.
        limited.get(CROWD).increment();
    }

    /** The answer stands. Of a service's answers only 403 and 404 speak of its caller. */
    void answered(Passage passage) {
        answered(
                passage.principal(),
                passage.context().response().getStatusCode(),
                passage.target().path());
    }

    /** The same for one of several requests that came as one. */
    void answered(Principal caller, int status, String path) {
        switch (status) {
            case 403 -> blocking.note(caller, Offence.DENIED);
            case 404 -> blocking.noteUnknown(caller, path);
            default -> {}
        }
    }

    private static boolean isDenial(Throwable refused) {
        return refused instanceof RefusedException refusal && refusal.refusal().code() == CommonRefusal.UNAUTHENTICATED;
    }

    private static RefusedException blocked(Duration left) {
        return DoorRefusal.ABNORMAL_USAGE
                .because("This caller is blocked for a while, for what it did before.")
                .retryAfter(left.plusMillis(999))
                .asException();
    }
}
