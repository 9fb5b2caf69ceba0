package org.visita.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EntryProofTest {

    private static final int SIZE = 21;

    private final List<byte[]> hashes = new ArrayList<>();
    private final Frontier tree = Frontier.empty();

    EntryProofTest() {
        byte[] hash = Hashes.beforeTheFirst();
        for (int i = 1; i <= SIZE; i++) {
            hash = Hashes.chained(hash, Exports.entry(Exports.CLINIC, i).canonical());
            hashes.add(hash);
            tree.add(hash);
        }
    }

    private String proof(int position) {
        List<byte[]> path = MerkleProofs.inclusion(
                (first, end) -> FrontierTest.root(hashes.subList((int) first, (int) end)), position - 1, SIZE);
        Checkpoint checkpoint =
                Exports.KEY.sign(Exports.CLINIC, SIZE, 10, tree.root(), hashes.getLast(), Exports.START);
        byte[] before = position == 1 ? Hashes.beforeTheFirst() : hashes.get(position - 2);
        return "{ \"entry\" : "
                + new String(Exports.entry(Exports.CLINIC, position).canonical(), StandardCharsets.UTF_8)
                + ",\n \"position\": " + position + ", \"previous\": \"" + hex(before) + "\", \"hash\": \""
                + hex(hashes.get(position - 1)) + "\", \"leaf\": " + (position - 1) + ", \"size\": " + SIZE
                + ", \"path\": ["
                + path.stream().map(one -> "\"" + hex(one) + "\"").collect(Collectors.joining(", "))
                + "], \"checkpoint\": " + new String(ProofJson.of(checkpoint), StandardCharsets.UTF_8) + " }";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void a_proof_holds_for_every_entry() {
        for (int position = 1; position <= SIZE; position++) {
            EntryProof proof = EntryProof.parse(proof(position));
            assertThat(proof.verify(Exports.KEYS)).isEmpty();
            assertThat(proof.id()).isEqualTo(Exports.id(position));
        }
    }

    @Test
    void nothing_of_it_can_be_altered() {
        String proof = proof(14);
        for (String[] change : new String[][] {
            {"booking.read", "booking.bend"},
            {"\"leaf\": 13", "\"leaf\": 12"},
            {"\"position\": 14", "\"position\": 15"},
            {"\"size\": 21", "\"size\": 22"},
            {"\"size\":21", "\"size\":20"},
            {"\"previous\":10", "\"previous\":11"},
            {"2026-11-22T10:00:00.014", "2026-11-22T10:00:00.015"},
            {hex(hashes.get(13)), hex(hashes.get(12))},
            {hex(hashes.getLast()), hex(hashes.getFirst())},
            {"clinic \\\"ä\\\" 1", "clinic 2"}
        }) {
            assertThat(proof).contains(change[0]);
            assertThat(EntryProof.parse(proof.replace(change[0], change[1])).verify(Exports.KEYS))
                    .isNotEmpty();
        }
        assertThat(EntryProof.parse(proof)
                        .verify(PublicKeys.of(List.of(Exports.newKey().publicKey()))))
                .isNotEmpty();
        assertThatThrownBy(() -> EntryProof.parse("{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
