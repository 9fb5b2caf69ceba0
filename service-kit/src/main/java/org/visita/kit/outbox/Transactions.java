package org.visita.kit.outbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.visita.kit.database.SqlStates;
import org.visita.kit.problem.CommonRefusal;

/** The transactions that may leave events behind. */
@ApplicationScoped
public class Transactions {

    private static final String RUNNING = Transactions.class.getName();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(5);
    private static final Duration LAST_BACKOFF = Duration.ofMillis(100);

    /** serialization_failure, deadlock_detected and lock_not_available: PostgreSQL asks for another try. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");

    /** The same, and exclusion_violation. */
    private static final Set<String> LOST = Set.of("40001", "40P01", "55P03", "23P01");

    private final OutboxBell bell;

    @Inject
    Transactions(OutboxBell bell) {
        this.bell = bell;
    }

    /**
     * Runs the work in one transaction, or joins the one that runs. Commits when the work ends with an item, rolls back
     * when it fails, runs it again after a deadlock, a serialisation failure or a {@link TryAgainException}. Wakes the
     * relay afterwards.
     */
    public <T> Uni<T> write(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> isRunning() ? Panache.withTransaction(work) : begin(work));
    }

    /**
     * Runs a single statement, which is a transaction of its own, and wakes the relay afterwards. Not tried again: empty
     * if it lost against others, who were faster or are still at it, or found what an exclusion constraint forbids.
     */
    public <T> Uni<Optional<T>> atOnce(Supplier<Uni<T>> statement) {
        return statement
                .get()
                .map(done -> {
                    bell.ring();
                    return Optional.of(done);
                })
                .onFailure(
                        failure -> SqlStates.of(failure).filter(LOST::contains).isPresent())
                .recoverWithItem(() -> Optional.empty());
    }

    private <T> Uni<T> begin(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    ContextLocals.put(RUNNING, true);
                    return Panache.withTransaction(work).eventually(() -> ContextLocals.remove(RUNNING));
                })
                .onFailure(Transactions::mayPassNextTime)
                .retry()
                .withBackOff(FIRST_BACKOFF, LAST_BACKOFF)
                .withJitter(0.8)
                .expireIn(PATIENCE.toMillis())
                .onFailure(IllegalStateException.class)
                .transform(Transactions::lastFailure)
                .onFailure(TryAgainException.class)
                .transform(again -> again.otherwise().asException())
                .onFailure(Transactions::mayPassNextTime)
                .transform(busy -> CommonRefusal.UNAVAILABLE
                        .because("Too many changes of the same thing at once. Nothing was changed.")
                        .retryAfter(Duration.ofSeconds(1))
                        .asException())
                .invoke(ignored -> bell.ring());
    }

    /** Out of patience, Mutiny puts what failed last into a failure of its own. */
    private static Throwable lastFailure(Throwable failure) {
        return failure.getCause() != null && mayPassNextTime(failure.getCause()) ? failure.getCause() : failure;
    }

    private static boolean isRunning() {
        return ContextLocals.get(RUNNING, false);
    }

    private static boolean mayPassNextTime(Throwable failure) {
        return failure instanceof TryAgainException
                || SqlStates.of(failure).filter(PASSING::contains).isPresent();
    }
}
