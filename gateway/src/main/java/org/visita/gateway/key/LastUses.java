package org.visita.gateway.key;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes when keys were used last, to the minute: for an operator who looks for those that nobody uses any more. Now and
 * then, all in one statement and apart from the requests; so it is late by as much, and a crash loses as much.
 */
@ApplicationScoped
class LastUses {

    private static final Logger LOG = Logger.getLogger(LastUses.class);

    /** Several replicas write: the later one stays. Locked in one order, so that they do not block each other for good. */
    private static final String WRITE = """
            with used as (
              select key_id, at from access_key
              join unnest($1::text[], $2::timestamptz[]) as seen (id, at) on id = key_id
              where last_used_at is null or last_used_at < at
              order by key_id for no key update of access_key)
            update access_key set last_used_at = used.at from used where access_key.key_id = used.key_id""";

    private final KeyTable table;
    private final Pool pool;

    @Inject
    LastUses(KeyTable table, Pool pool) {
        this.table = table;
        this.pool = pool;
    }

    @Scheduled(
            every = "{visita.gateway.keys.last-used-every}",
            delayed = "{visita.gateway.keys.last-used-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> write() {
        Map<KnownKey, Instant> used = new LinkedHashMap<>();
        table.all()
                .filter(key -> !key.use().isWritten())
                .forEach(key -> used.put(key, key.use().last()));
        if (used.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(WRITE)
                .execute(Tuple.of(
                        used.keySet().stream().map(KnownKey::id).toArray(String[]::new),
                        used.values().stream()
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .invoke(() -> used.forEach((key, at) -> key.use().written(at)))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "The last use of %d keys could not be written (%s); it will be with the next",
                        used.size(), failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
