package org.visita.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleProofsTest {

    private static final int MOST = 130;

    private final List<byte[]> leaves = new ArrayList<>();

    MerkleProofsTest() {
        for (int i = 0; i < MOST; i++) {
            leaves.add(("leaf " + i).getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] root(long first, long end) {
        return FrontierTest.root(leaves.subList((int) first, (int) end));
    }

    @Test
    void an_inclusion_proof_is_that_of_rfc_6962_and_holds_for_every_leaf_of_every_tree() {
        for (int size = 1; size <= MOST; size++) {
            for (int leaf = 0; leaf < size; leaf++) {
                List<byte[]> path = MerkleProofs.inclusion(this::root, leaf, size);
                assertThat(path).usingElementComparator(Arrays::compare).isEqualTo(path(leaf, 0, size));
                assertThat(MerkleProofs.includes(leaves.get(leaf), leaf, size, path, root(0, size)))
                        .isTrue();
            }
        }
    }

    /** The definition, word for word. */
    private List<byte[]> path(int m, int from, int to) {
        int n = to - from;
        if (n == 1) {
            return List.of();
        }
        int k = Integer.highestOneBit(n - 1);
        boolean left = m < k;
        List<byte[]> path = new ArrayList<>(left ? path(m, from, from + k) : path(m - k, from + k, to));
        path.add(left ? root(from + k, to) : root(from, from + k));
        return path;
    }

    @Test
    void an_inclusion_proof_holds_for_nothing_else() {
        for (int size = 1; size <= 40; size++) {
            for (int leaf = 0; leaf < size; leaf++) {
                List<byte[]> path = MerkleProofs.inclusion(this::root, leaf, size);
                byte[] root = root(0, size);
                byte[] data = leaves.get(leaf);
                assertThat(MerkleProofs.includes(leaves.get(leaf + 1), leaf, size, path, root))
                        .isFalse();
                assertThat(MerkleProofs.includes(data, leaf + 1, size, path, root))
                        .isFalse();
                assertThat(MerkleProofs.includes(data, leaf, size, path, root(0, size + 1)))
                        .isFalse();
                for (int i = 0; i < path.size(); i++) {
                    List<byte[]> altered = new ArrayList<>(path);
                    altered.set(i, leaves.get(0));
                    assertThat(MerkleProofs.includes(data, leaf, size, altered, root))
                            .isFalse();
                    altered.remove(i);
                    assertThat(MerkleProofs.includes(data, leaf, size, altered, root))
                            .isFalse();
                }
                List<byte[]> longer = new ArrayList<>(path);
                longer.add(root);
                assertThat(MerkleProofs.includes(data, leaf, size, longer, root))
                        .isFalse();
            }
        }
    }

    @Test
    void a_consistency_proof_is_that_of_rfc_6962_and_holds_for_every_two_trees() {
        for (int to = 1; to <= MOST; to++) {
            for (int from = 1; from <= to; from++) {
                List<byte[]> proof = MerkleProofs.consistency(this::root, from, to);
                assertThat(proof).usingElementComparator(Arrays::compare).isEqualTo(subproof(from, 0, to, true));
                assertThat(MerkleProofs.consistent(from, root(0, from), to, root(0, to), proof))
                        .isTrue();
            }
        }
    }

    /** The definition, word for word. */
    private List<byte[]> subproof(int m, int from, int to, boolean known) {
        int n = to - from;
        if (m == n) {
            return known ? List.of() : List.of(root(from, to));
        }
        int k = Integer.highestOneBit(n - 1);
        boolean left = m <= k;
        List<byte[]> proof =
                new ArrayList<>(left ? subproof(m, from, from + k, known) : subproof(m - k, from + k, to, false));
        proof.add(left ? root(from + k, to) : root(from, from + k));
        return proof;
    }

    @Test
    void a_consistency_proof_holds_for_nothing_else() {
        for (int to = 2; to <= 40; to++) {
            for (int from = 1; from < to; from++) {
                List<byte[]> proof = MerkleProofs.consistency(this::root, from, to);
                byte[] other = leaves.getFirst();
                assertThat(MerkleProofs.consistent(from, other, to, root(0, to), proof))
                        .isFalse();
                assertThat(MerkleProofs.consistent(from, root(0, from), to, other, proof))
                        .isFalse();
                assertThat(MerkleProofs.consistent(from, root(0, from), to, root(0, to), List.of()))
                        .isFalse();
                List<byte[]> longer = new ArrayList<>(proof);
                longer.add(other);
                assertThat(MerkleProofs.consistent(from, root(0, from), to, root(0, to), longer))
                        .isFalse();
                for (int i = 0; i < proof.size(); i++) {
                    List<byte[]> altered = new ArrayList<>(proof);
                    altered.set(i, other);
                    assertThat(MerkleProofs.consistent(from, root(0, from), to, root(0, to), altered))
                            .isFalse();
                }
            }
        }
    }

    /** The vectors of the reference implementation of Certificate Transparency. */
    @Test
    void the_known_tree_has_the_known_root_and_paths() {
        leaves.clear();
        for (String hex : List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")) {
            leaves.add(HexFormat.of().parseHex(hex));
        }
        assertThat(hex(root(0, 8))).isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        assertThat(hex(root(0, 3))).isEqualTo("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        assertThat(MerkleProofs.inclusion(this::root, 0, 8).stream().map(MerkleProofsTest::hex))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
