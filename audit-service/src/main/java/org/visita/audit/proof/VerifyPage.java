package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.TreeAt;

/**
 * A part of a chain, all of it as it was at one moment: entries and their hashes come and go together.
 *
 * @param last position of the last entry in it
 * @param blocks roots of the tree over those that end in it, by their numbers
 * @param entries with positions in it, in order; of the same position, by id
 */
record VerifyPage(
        FoundBatches batches, long last, List<ChainEntry> entries, List<TreeAt> checkpoints, Map<Long, byte[]> blocks) {

    /** About as many entries as one page has, some megabytes. */
    private static final int ENTRIES = 5_000;

    /** More can only be if somebody put them in. */
    private static final int MOST_ENTRIES = 20_000;

    /** @param from first position to be read; in the batch of it, if there is one, the page begins */
    static Uni<VerifyPage> read(Pool pool, ChainMacs macs, String clinic, long from, long upTo) {
        return atOneMoment(pool, connection -> {
            ChainReads reads = new ChainReads(connection, clinic);
            return reads.batches(macs, from, ENTRIES).chain(batches -> {
                long last = Math.min(upTo, Math.min(batches.last(), from + MOST_ENTRIES - 1));
                return reads.entries(from, last, MOST_ENTRIES).chain(entries -> reads.checkpoints(from, last)
                        .chain(checkpoints -> StoredTree.blocks(reads, from, last)
                                .map(blocks -> new VerifyPage(batches, last, entries, checkpoints, blocks))));
            });
        });
    }

    /** A question to one connection. */
    @FunctionalInterface
    interface Reading<T> {
        Uni<T> on(SqlClient connection);
    }

    static <T> Uni<T> atOneMoment(Pool pool, Reading<T> reading) {
        return pool.withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read, read only")
                .execute()
                .chain(() -> reading.on(connection)));
    }
}
