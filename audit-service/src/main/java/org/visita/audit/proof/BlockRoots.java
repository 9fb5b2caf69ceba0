package org.visita.audit.proof;

import java.util.ArrayList;
import java.util.List;
import org.visita.proof.Frontier;

/** Roots of the tree over each {@value #BLOCK} hashes, see {@code audit_tree}, while the tree grows. */
final class BlockRoots {

    static final int BLOCK = 1024;

    private Frontier block;

    /** @param tree as far as it has grown */
    BlockRoots(Frontier tree) {
        List<byte[]> subtrees = tree.subtrees();
        int within = Long.bitCount(tree.size() % BLOCK);
        this.block = Frontier.of(
                tree.size() % BLOCK, new ArrayList<>(subtrees.subList(subtrees.size() - within, subtrees.size())));
    }

    /** @return the root, if a block is full with this hash; else null */
    byte[] add(byte[] hash) {
        block.add(hash);
        if (block.size() < BLOCK) {
            return null;
        }
        byte[] root = block.root();
        block = Frontier.empty();
        return root;
    }
}
