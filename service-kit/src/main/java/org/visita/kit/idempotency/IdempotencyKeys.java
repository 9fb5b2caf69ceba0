package org.visita.kit.idempotency;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.kit.identity.Caller;
import org.visita.kit.outbox.TryAgainException;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.topics.EventJson;

/** The store of first answers. */
@ApplicationScoped
class IdempotencyKeys {

    private static final Duration KEPT = Duration.ofHours(24);

    private final AnswerSeal seal;
    private final Clock clock;

    @Inject
    IdempotencyKeys(AnswerSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** A first answer and the hash of the request that it answered. */
    record Kept(byte[] requestHash, Answer answer) {}

    /** Whether this request may go on alone with its key, and what was answered to an earlier one. */
    record Standing(boolean alone, Optional<Kept> kept) {}

    /**
     * Lock and answer in one round trip. The lock ends with the transaction. An answer that is kept at this very moment
     * may be missed: then {@link #keep} finds it.
     */
    Uni<Standing> lockAndFind(Caller caller, String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select locked, request_hash, status, headers, body
                                from pg_try_advisory_xact_lock(?1, hashtext(?2)) as locked left join idempotency_key
                                    on clinic = ?3 and client = ?4 and key = ?5 and created_at > ?6""", Object[].class)
                        .setParameter(1, FirstAnswer.LOCK_SPACE)
                        .setParameter(
                                2,
                                FirstAnswer.lock(caller.clinic(), caller.actor().toString(), key))
                        .setParameter(3, caller.clinic())
                        .setParameter(4, caller.actor().toString())
                        .setParameter(5, key)
                        .setParameter(6, clock.instant().minus(KEPT))
                        .getSingleResult())
                .map(row -> new Standing(
                        (Boolean) row[0], row[1] == null ? Optional.empty() : Optional.of(toKept(caller, row))));
    }

    /** The row of a first answer, as it stands in the table. */
    FirstAnswer row(Caller caller, String key, byte[] requestHash, Answer answer) {
        return new FirstAnswer(
                caller.clinic(),
                caller.actor().toString(),
                key,
                seal.seal(caller.clinic(), requestHash),
                answer.status(),
                new String(EventJson.write(answer.headers()), StandardCharsets.UTF_8),
                seal.seal(caller.clinic(), answer.body()),
                clock.instant());
    }

    /** Starts the transaction over if another request has been answered under this key meanwhile. */
    Uni<Void> keep(FirstAnswer answer) {
        return Panache.getSession()
                .chain(session -> insert(session, answer))
                .invoke(kept -> {
                    if (kept == 0) {
                        throw new TryAgainException(CommonRefusal.REQUEST_IN_PROGRESS
                                .because("Another request with this Idempotency-Key has not ended yet.")
                                .retryAfter(Duration.ofSeconds(1)));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Integer> insert(Mutiny.Session session, FirstAnswer answer) {
        // An answer older than a day may still lie there: it has lost its meaning and gives way.
        return session.createNativeQuery("""
                        insert into idempotency_key as old
                            (clinic, client, key, request_hash, status, headers, body, created_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                        on conflict (clinic, client, key) do update set request_hash = excluded.request_hash,
                            status = excluded.status, headers = excluded.headers, body = excluded.body,
                            created_at = excluded.created_at
                            where old.created_at <= ?9""")
                .setParameter(1, answer.clinic())
                .setParameter(2, answer.client())
                .setParameter(3, answer.key())
                .setParameter(4, answer.requestHash())
                .setParameter(5, answer.status())
                .setParameter(6, answer.headers())
                .setParameter(7, answer.body())
                .setParameter(8, answer.createdAt())
                .setParameter(9, answer.createdAt().minus(KEPT))
                .executeUpdate();
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from idempotency_key where created_at < ?1")
                        .setParameter(1, clock.instant().minus(KEPT))
                        .executeUpdate())
                .replaceWithVoid());
    }

    @SuppressWarnings("unchecked")
    private Kept toKept(Caller caller, Object[] row) {
        Map<String, String> headers = EventJson.read(((String) row[3]).getBytes(StandardCharsets.UTF_8), Map.class);
        Answer answer = new Answer((Integer) row[2], headers, seal.open(caller.clinic(), (byte[]) row[4]));
        return new Kept(seal.open(caller.clinic(), (byte[]) row[1]), answer);
    }
}
