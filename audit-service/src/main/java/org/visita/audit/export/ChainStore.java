package org.visita.audit.export;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.chain.KeptExpiry;
import org.visita.audit.chain.OddRow;
import org.visita.audit.proof.CheckpointRow;
import org.visita.proof.Expiry;
import org.visita.proof.Hashes;
import org.visita.proof.TreeAt;

/** What an export shows of a chain, read as it stands, also where that has been tampered with. */
@ApplicationScoped
class ChainStore {

    private static final String HASHES = """
            select asked.position, substring(batch.hashes
                from least(asked.position - batch.first_position, 1000000)::integer * 32 + 1 for 32) as hash
            from unnest($2::bigint[]) as asked (position)
            cross join lateral (
                select first_position, hashes from (
                    select first_position, last_position, hashes from audit_batch
                    where clinic = $1 and first_position <= asked.position
                    order by first_position desc limit 20) as near
                where last_position >= asked.position
                order by first_position desc limit 1) batch""";

    private static final String CHECKPOINTS = "select " + CheckpointRow.COLUMNS + " from audit_checkpoint";

    private final Pool pool;
    private final ChainMacs macs;

    @Inject
    ChainStore(Pool pool, ChainMacs macs) {
        this.pool = pool;
        this.macs = macs;
    }

    /** Position of the newest entry; 0 where there is none. */
    Uni<Long> head(String clinic) {
        return pool.preparedQuery("select coalesce(last_position, first_position) as last_position from audit_batch"
                        + " where clinic = $1 order by first_position desc limit 1")
                .execute(Tuple.of(clinic))
                .map(rows -> list(rows, row -> row.getLong("last_position")).stream()
                        .findFirst()
                        .orElse(0L));
    }

    /**
     * The newest reason why more of the beginning than this is not there any more. What somebody put in is none: what it
     * says was let go is shown.
     */
    Uni<Optional<Expiry>> expiry(String clinic, long above) {
        return pool.preparedQuery("select " + KeptExpiry.COLUMNS
                        + " from audit_expiry where clinic = $1 and through > $2 order by through desc")
                .execute(Tuple.of(clinic, above))
                .map(rows -> list(rows, KeptExpiry::of).stream()
                        .filter(kept -> kept.isOurs(macs, clinic))
                        .map(KeptExpiry::expiry)
                        .findFirst());
    }

    /** In the order of the chain; {@code id} tells apart what should not be: two at one position. */
    Uni<List<ChainEntry>> entries(String clinic, ChainPlace after, long upTo, int most) {
        return pool.preparedQuery("select " + ChainEntry.COLUMNS + " from audit_entry"
                        + " where clinic <> '' and clinic = $1 and position >= $2 and position <= $4"
                        + " and (position, id) > ($2, $3) order by position, id limit $5")
                .execute(Tuple.of(clinic, after.position(), after.id(), upTo, most))
                .map(rows -> list(rows, ChainEntry::of));
    }

    /** As they are kept, by position; zeros where none is, so that the entry can be shown all the same. */
    Uni<Map<Long, byte[]>> hashes(String clinic, List<Long> positions) {
        return pool.preparedQuery(HASHES)
                .execute(Tuple.of(clinic, positions.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, byte[]> hashes = HashMap.newHashMap(positions.size());
                    positions.forEach(position -> hashes.put(position, new byte[Hashes.BYTES]));
                    rows.forEach(row -> {
                        byte[] hash = OddRow.bytes(row, "hash");
                        if (hash.length == Hashes.BYTES) {
                            hashes.put(row.getLong("position"), hash);
                        }
                    });
                    return hashes;
                });
    }

    /** Checkpoints of more than so many entries, smallest first. */
    Uni<List<TreeAt>> trees(String clinic, long above, long upTo) {
        return pool.preparedQuery(CHECKPOINTS + " where clinic = $1 and size > $2 and size <= $3 order by size")
                .execute(Tuple.of(clinic, above, upTo))
                .map(rows -> list(rows, CheckpointRow::of));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }
}
