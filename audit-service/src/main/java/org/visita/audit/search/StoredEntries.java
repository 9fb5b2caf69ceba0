package org.visita.audit.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.visita.audit.chain.ChainEntry;

/** The store of entries, for reading. Plain SQL: rows are projected straight to what is read. */
@ApplicationScoped
class StoredEntries {

    private final Pool pool;

    @Inject
    StoredEntries(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<ChainEntry>> find(String clinic, UUID id) {
        EntryFilter one = new EntryFilter.Builder().ids(List.of(id)).build();
        return search(pool, new EntrySearch(clinic, one, null, null, EntrySearch.Order.NEWEST_FIRST), 1)
                .map(found -> found.stream().findFirst());
    }

    /** @param end where the search stopped; empty if it has seen all there is */
    record Seen(List<ChainEntry> found, Optional<EntryPosition> end) {}

    /** All of it at one moment: entries that are let go in between would move the end over some that are not. */
    Uni<Seen> searchWithEnd(EntrySearch search, int most) {
        if (search.end().isEmpty()) {
            return search(pool, search, most).map(found -> new Seen(found, last(found, most)));
        }
        return pool.withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read, read only")
                .execute()
                .chain(() -> search(connection, search, most))
                .chain(found -> found.size() == most
                        ? Uni.createFrom().item(new Seen(found, last(found, most)))
                        : end(connection, search, found).map(end -> new Seen(found, end))));
    }

    /** Where a search stopped that found as much as it was to; empty if it found less. */
    private static Optional<EntryPosition> last(List<ChainEntry> found, int most) {
        return found.size() == most ? Optional.of(EntryPosition.of(found.getLast())) : Optional.empty();
    }

    private static Uni<List<ChainEntry>> search(SqlClient client, EntrySearch search, int fetch) {
        Statement statement = search.rows(fetch);
        return client.preparedQuery(statement.sql())
                .execute(statement.parameters())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChainEntry::of)
                        .toList());
    }

    /**
     * Where a search stopped that found less than it was to; empty if it has seen all there is.
     *
     * @param found by it: entries that came meanwhile move the end forward, but not before what was found
     */
    private static Uni<Optional<EntryPosition>> end(SqlClient client, EntrySearch search, List<ChainEntry> found) {
        return search.end()
                .map(statement -> client.preparedQuery(statement.sql())
                        .execute(statement.parameters())
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .findFirst()
                                .map(StoredEntries::position)
                                .map(end -> found.isEmpty()
                                        ? end
                                        : search.order().later(end, EntryPosition.of(found.getLast())))))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    private static EntryPosition position(Row row) {
        return new EntryPosition(row.getOffsetDateTime("occurred_at").toInstant(), row.getUUID("id"));
    }
}
