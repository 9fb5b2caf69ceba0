package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.chain.KeptExpiry;
import org.visita.audit.chain.OddRow;
import org.visita.proof.PublicKeys;
import org.visita.proof.TreeAt;

/** Reads the rows of one chain, on a connection or the pool. */
record ChainReads(SqlClient client, String clinic) {

    /** More small ones than this are another page. */
    static final int BATCHES_AT_ONCE = 512;

    /** So many may have been put in behind the beginning of the one that holds a position; fewer than a page has. */
    private static final int NEAR = 500;

    /** So many of the newest ones are looked at whether they are signed; nobody but us makes one that is. */
    private static final int NEWEST = 1_000;

    private static final int AT_ONCE = 20;

    private static final String BATCHES =
            "select clinic, first_position, last_position, previous_hash, hashes, recorded_at, mac from audit_batch";

    private static final String BATCHES_FROM = """
            select clinic, first_position, last_position, previous_hash, hashes, recorded_at, mac from (
                select *, row_number() over (order by first_position) as place from audit_batch
                where clinic = $1 and (last_position >= $2) is not false and first_position >= coalesce((
                    select min(first_position) from (
                        select first_position, last_position from audit_batch
                        where clinic = $1 and first_position <= $2 order by first_position desc limit $5) as near
                    where (last_position >= $2) is not false), $2)
                order by first_position limit $4) as page
            where first_position < $2 + $3 or place = 1 order by first_position""";

    private static final String CHECKPOINTS = "select " + CheckpointRow.COLUMNS + " from audit_checkpoint";

    private static final String ENTRIES = "select " + ChainEntry.COLUMNS + " from audit_entry";

    /**
     * From the first one that holds this position on, in order: enough to have so many entries, or a page of small ones.
     * Busy clinics have thousands in a batch, quiet ones have a few. Where somebody put rows in, more than one may hold it;
     * one that does not say where it ends may as well.
     */
    Uni<List<ChainBatch>> batches(long position, int entries) {
        return list(BATCHES_FROM, Tuple.of(clinic, position, (long) entries, BATCHES_AT_ONCE, NEAR), ChainReads::batch);
    }

    /** The same, each with whether it is ours. */
    Uni<FoundBatches> batches(ChainMacs macs, long position, int entries) {
        return batches(position, entries).map(found -> FoundBatches.of(macs, found, position, entries));
    }

    /** Newest first. */
    Uni<List<ChainBatch>> newestBatches(int most) {
        return batchesUpTo(Long.MAX_VALUE, most);
    }

    /** Those that begin at this position or before, newest first. */
    Uni<List<ChainBatch>> batchesUpTo(long position, int most) {
        return list(
                BATCHES + " where clinic = $1 and first_position <= $2 order by first_position desc limit $3",
                Tuple.of(clinic, position, most),
                ChainReads::batch);
    }

    /**
     * The newest that was signed.
     *
     * @param notSigned told of each that says it is newer
     */
    Uni<Optional<TreeAt>> newestSigned(PublicKeys keys, Consumer<TreeAt> notSigned) {
        return newestSigned(keys, notSigned, Long.MAX_VALUE, NEWEST);
    }

    private Uni<Optional<TreeAt>> newestSigned(PublicKeys keys, Consumer<TreeAt> notSigned, long below, int most) {
        return checkpointsBelow(below, AT_ONCE).chain(found -> {
            for (TreeAt tree : found) {
                if (keys.signed(tree.checkpoint()) && tree.isWhole()) {
                    return Uni.createFrom().item(Optional.of(tree));
                }
                notSigned.accept(tree);
            }
            return found.size() < AT_ONCE || most <= AT_ONCE
                    ? Uni.createFrom().item(Optional.empty())
                    : newestSigned(keys, notSigned, found.getLast().checkpoint().size(), most - AT_ONCE);
        });
    }

    Uni<Optional<TreeAt>> newestCheckpoint(long upTo) {
        return one(
                CHECKPOINTS + " where clinic = $1 and size <= $2 order by size desc limit 1",
                Tuple.of(clinic, upTo),
                CheckpointRow::of);
    }

    Uni<Optional<TreeAt>> checkpoint(long size) {
        return one(CHECKPOINTS + " where clinic = $1 and size = $2", Tuple.of(clinic, size), CheckpointRow::of);
    }

    Uni<List<TreeAt>> checkpoints(long from, long to) {
        return list(
                CHECKPOINTS + " where clinic = $1 and size between $2 and $3 order by size",
                Tuple.of(clinic, from, to),
                CheckpointRow::of);
    }

    /** Newest first, of less than this size. */
    Uni<List<TreeAt>> checkpointsBelow(long size, int most) {
        return list(
                CHECKPOINTS + " where clinic = $1 and size < $2 order by size desc limit $3",
                Tuple.of(clinic, size, most),
                CheckpointRow::of);
    }

    Uni<List<ChainEntry>> entries(long from, long to, int most) {
        return list(
                ENTRIES + " where clinic = $1 and position between $2 and $3 order by position, id limit $4",
                Tuple.of(clinic, from, to, most),
                ChainEntry::of);
    }

    Uni<List<KeptExpiry>> expiries() {
        return list(
                "select " + KeptExpiry.COLUMNS + " from audit_expiry where clinic = $1 order by through",
                Tuple.of(clinic),
                KeptExpiry::of);
    }

    private static ChainBatch batch(Row row) {
        return new ChainBatch(
                row.getString("clinic"),
                row.getLong("first_position"),
                OddRow.number(row, "last_position"),
                OddRow.bytes(row, "previous_hash"),
                OddRow.bytes(row, "hashes"),
                OddRow.instant(row, "recorded_at"),
                OddRow.bytes(row, "mac"));
    }

    <T> Uni<List<T>> list(String sql, Tuple parameters, Function<Row, T> read) {
        return client.preparedQuery(sql).execute(parameters).map(rows -> list(rows, read));
    }

    private <T> Uni<Optional<T>> one(String sql, Tuple parameters, Function<Row, T> read) {
        return list(sql, parameters, read).map(found -> found.stream().findFirst());
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }
}
