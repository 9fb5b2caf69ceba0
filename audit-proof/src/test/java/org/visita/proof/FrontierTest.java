package org.visita.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {

    @Test
    void its_root_is_that_of_rfc_6962_for_every_size() {
        Frontier frontier = Frontier.empty();
        List<byte[]> leaves = new ArrayList<>();
        assertThat(frontier.root()).isEqualTo(root(leaves));
        for (int i = 0; i < 200; i++) {
            byte[] leaf = {(byte) i};
            leaves.add(leaf);
            frontier.add(leaf);
            assertThat(frontier.root()).isEqualTo(root(leaves));
            assertThat(Frontier.of(frontier.size(), frontier.subtrees()).root()).isEqualTo(frontier.root());
        }
    }

    /** The definition, word for word. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return Hashes.nothing();
        }
        if (leaves.size() == 1) {
            return Hashes.leaf(leaves.getFirst());
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Hashes.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }
}
