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
import org.visita.kit.topics.EventJson;

/** The store of first answers. */
@ApplicationScoped
class IdempotencyKeys {

    private static final Duration KEPT = Duration.ofHours(24);

    /** Separates these advisory locks from others: "idem" in ASCII. */
    private static final int LOCK_SPACE = 0x6964656d;

    private final AnswerSeal seal;
    private final Clock clock;

    @Inject
    IdempotencyKeys(AnswerSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** A first answer and the hash of the request that it answered. */
    record Kept(byte[] requestHash, Answer answer) {}

    /** False if another request with this key is in flight. The lock ends with the transaction. */
    Uni<Boolean> lock(Caller caller, String key) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select pg_try_advisory_xact_lock(?1, hashtext(?2))", Boolean.class)
                .setParameter(1, LOCK_SPACE)
                .setParameter(2, caller.clinic() + '\n' + caller.actor() + '\n' + key)
                .getSingleResult());
    }

    Uni<Optional<Kept>> find(Caller caller, String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select request_hash, status, headers, body from idempotency_key
                                where clinic = ?1 and client = ?2 and key = ?3 and created_at > ?4""", Object[].class)
                        .setParameter(1, caller.clinic())
                        .setParameter(2, caller.actor().toString())
                        .setParameter(3, key)
                        .setParameter(4, clock.instant().minus(KEPT))
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(found -> toKept(caller, found)));
    }

    Uni<Void> keep(Caller caller, String key, byte[] requestHash, Answer answer) {
        return Panache.getSession().chain(session -> insert(session, caller, key, requestHash, answer));
    }

    private Uni<Void> insert(Mutiny.Session session, Caller caller, String key, byte[] hash, Answer answer) {
        // An answer older than a day may still lie there: it has lost its meaning and gives way.
        return session.createNativeQuery("""
                        insert into idempotency_key
                            (clinic, client, key, request_hash, status, headers, body, created_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                        on conflict (clinic, client, key) do update set request_hash = excluded.request_hash,
                            status = excluded.status, headers = excluded.headers, body = excluded.body,
                            created_at = excluded.created_at""")
                .setParameter(1, caller.clinic())
                .setParameter(2, caller.actor().toString())
                .setParameter(3, key)
                .setParameter(4, seal.seal(caller.clinic(), hash))
                .setParameter(5, answer.status())
                .setParameter(6, new String(EventJson.write(answer.headers()), StandardCharsets.UTF_8))
                .setParameter(7, seal.seal(caller.clinic(), answer.body()))
                .setParameter(8, clock.instant())
                .executeUpdate()
                .replaceWithVoid();
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
        Map<String, String> headers = EventJson.read(((String) row[2]).getBytes(StandardCharsets.UTF_8), Map.class);
        Answer answer = new Answer((Integer) row[1], headers, seal.open(caller.clinic(), (byte[]) row[3]));
        return new Kept(seal.open(caller.clinic(), (byte[]) row[0]), answer);
    }
}
