package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.chain.OddRow;
import org.visita.proof.Frontier;
import org.visita.proof.MerkleProofs;
import org.visita.proof.TreeAt;

/**
 * The tree over the hashes of a chain, as far as a proof needs it: the roots of whole blocks, and the hashes of the blocks
 * in which something begins or ends.
 */
final class StoredTree implements MerkleProofs.Subtrees {

    private static final String BLOCKS = "select block, root from audit_tree where clinic = $1 and block < $2";

    private static final String ENDING =
            "select block, root from audit_tree where clinic = $1 and block between $2 and $3";

    private final Map<Long, byte[]> blocks = new HashMap<>();
    private final Map<Long, byte[]> leaves = new HashMap<>();
    private final Map<List<Long>, byte[]> expired = new HashMap<>();

    private StoredTree() {}

    /**
     * @param macs tell which hashes are ours; others only help where these are missing
     * @param places leaves whose blocks are needed
     * @param start where the chain begins, if its beginning was let go; else null
     */
    static Uni<StoredTree> read(ChainReads reads, ChainMacs macs, long size, TreeAt start, List<Long> places) {
        StoredTree tree = new StoredTree();
        tree.addExpired(start);
        Uni<StoredTree> read = reads.list(BLOCKS, Tuple.of(reads.clinic(), size / BlockRoots.BLOCK), row -> {
                    tree.blocks.put(row.getLong("block"), row.getBuffer("root").getBytes());
                    return tree;
                })
                .replaceWith(tree);
        for (long block : places.stream()
                .map(place -> place / BlockRoots.BLOCK)
                .distinct()
                .toList()) {
            long first = block * BlockRoots.BLOCK;
            read = read.chain(() -> tree.readLeaves(reads, macs, first, Math.min(size, first + BlockRoots.BLOCK)));
        }
        return read;
    }

    /** Those that end between these positions, by their numbers. */
    static Uni<Map<Long, byte[]>> blocks(ChainReads reads, long from, long last) {
        Map<Long, byte[]> found = new HashMap<>();
        long first = (from + BlockRoots.BLOCK - 1) / BlockRoots.BLOCK - 1;
        return reads.list(
                        ENDING,
                        Tuple.of(reads.clinic(), first, last / BlockRoots.BLOCK - 1),
                        row -> found.put(row.getLong("block"), OddRow.bytes(row, "root")))
                .replaceWith(found);
    }

    private void addExpired(TreeAt start) {
        if (start == null) {
            return;
        }
        long first = 0;
        for (byte[] subtree : start.frontier()) {
            long end = first + Long.highestOneBit(start.checkpoint().size() - first);
            expired.put(List.of(first, end), subtree);
            first = end;
        }
    }

    private Uni<StoredTree> readLeaves(ChainReads reads, ChainMacs macs, long first, long end) {
        return reads.batches(macs, first + 1, BlockRoots.BLOCK).chain(found -> {
            Stream.concat(found.others(), found.ours()).forEach(batch -> addLeaves(batch, first, end));
            return found.last() >= end ? Uni.createFrom().item(this) : readLeaves(reads, macs, found.last(), end);
        });
    }

    private void addLeaves(ChainBatch batch, long first, long end) {
        for (long at = Math.max(first, batch.first() - 1); at < Math.min(end, batch.lastHashed()); at++) {
            leaves.put(at, ChainTip.hash(batch, at - batch.first() + 1));
        }
    }

    /** @throws BrokenChainException if the trail does not have what it takes */
    @Override
    public byte[] root(long first, long end) {
        byte[] known = expired.get(List.of(first, end));
        if (known == null && end - first == BlockRoots.BLOCK && first % BlockRoots.BLOCK == 0) {
            known = blocks.get(first / BlockRoots.BLOCK);
        }
        if (known != null) {
            return known;
        }
        if (end - first > 1) {
            long middle = first + MerkleProofs.split(end - first);
            return Frontier.joined(root(first, middle), root(middle, end));
        }
        byte[] leaf = leaves.get(first);
        if (leaf == null) {
            throw new BrokenChainException("the hash of entry " + (first + 1) + " is missing");
        }
        return Frontier.leaf(leaf);
    }
}
