package org.visita.audit.proof;

import java.util.Arrays;
import java.util.TreeMap;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainHead;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Frontier;
import org.visita.proof.Hashes;
import org.visita.proof.TreeAt;

/** The end of a chain, going on from a checkpoint by hashes that are proved to be ours. */
final class ChainTip {

    private final ChainMacs macs;
    private final long previous;
    private final Frontier tree;
    private byte[] head;
    private ChainHead expected = ChainHead.NONE;
    private final BlockRoots roots;
    private final TreeMap<Long, byte[]> blocks = new TreeMap<>();

    private ChainTip(ChainMacs macs, long previous, Frontier tree, byte[] head) {
        this.macs = macs;
        this.previous = previous;
        this.tree = tree;
        this.head = head;
        this.roots = new BlockRoots(tree);
    }

    static ChainTip atBeginning(ChainMacs macs) {
        return new ChainTip(macs, 0, Frontier.empty(), Hashes.beforeTheFirst());
    }

    static ChainTip at(ChainMacs macs, TreeAt tree) {
        long size = tree.checkpoint().size();
        return new ChainTip(
                macs,
                size,
                Frontier.of(size, tree.frontier()),
                tree.checkpoint().head());
    }

    /** An entry that was certainly appended, if the tip gets there. */
    void expect(ChainHead appended) {
        expected = appended;
    }

    /** @throws BrokenChainException if it is not one of ours, or does not follow */
    void add(ChainBatch batch) {
        String name = "the hashes of the entries " + batch.first() + " to " + batch.last();
        if (!macs.isRight(batch)) {
            throw new BrokenChainException(name + " were altered");
        }
        if (batch.first() > size() + 1) {
            throw new BrokenChainException(
                    "the hashes of the entries " + (size() + 1) + " to " + (batch.first() - 1) + " are missing");
        }
        long skip = size() - batch.first() + 1;
        if (!Arrays.equals(skip == 0 ? batch.previousHash() : hash(batch, skip - 1), head)) {
            throw new BrokenChainException(name + " do not follow on what was signed before");
        }
        for (long i = skip; i <= batch.last() - batch.first(); i++) {
            add(hash(batch, i));
        }
    }

    private void add(byte[] hash) {
        head = hash;
        tree.add(hash);
        if (tree.size() == expected.position() && !Arrays.equals(hash, expected.hash())) {
            throw new BrokenChainException("the entries up to " + tree.size() + " are not those that were appended");
        }
        byte[] root = roots.add(hash);
        if (root != null) {
            blocks.put(tree.size() / BlockRoots.BLOCK - 1, root);
        }
    }

    /** @throws BrokenChainException if there is nothing more, though more was appended */
    void end() {
        if (tree.size() < expected.position()) {
            throw new BrokenChainException("the entries " + (tree.size() + 1) + " to " + expected.position()
                    + " were appended, but are not there any more");
        }
    }

    static byte[] hash(ChainBatch batch, long index) {
        if (index < 0 || index >= batch.hashes().length / Hashes.BYTES) {
            throw new BrokenChainException("the hash of entry " + (batch.first() + index) + " is missing");
        }
        int at = Math.toIntExact(index * Hashes.BYTES);
        return Arrays.copyOfRange(batch.hashes(), at, at + Hashes.BYTES);
    }

    long size() {
        return tree.size();
    }

    /** Size of the checkpoint that it goes on from; 0 for none. */
    long previous() {
        return previous;
    }

    byte[] head() {
        return head;
    }

    Frontier tree() {
        return tree;
    }

    /** Roots of the blocks that were filled, by their numbers. */
    TreeMap<Long, byte[]> blocks() {
        return blocks;
    }
}
