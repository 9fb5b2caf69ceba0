package org.visita.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.visita.proof.Finding.Kind;

/**
 * That one entry is in a trail, as the service answers it: the entry, the hash before it, its own, its place in the tree,
 * and a checkpoint. Spaces and the order of members do not matter, as the entry is written down canonically first.
 */
public record EntryProof(
        String id,
        byte[] content,
        byte[] previous,
        byte[] hash,
        long position,
        long leaf,
        long size,
        List<byte[]> path,
        Checkpoint checkpoint) {

    /** @throws IllegalArgumentException if it is no such proof */
    public static EntryProof parse(String text) {
        Json json = Json.parse(text);
        return new EntryProof(
                json.member("entry").text("id"),
                json.member("entry").canonical(),
                json.member("previous").hash(),
                json.member("hash").hash(),
                json.has("position") ? json.number("position") : json.number("leaf") + 1,
                json.number("leaf"),
                json.number("size"),
                json.member("path").items().stream().map(Json::hash).toList(),
                Checkpoint.of(json.member("checkpoint")));
    }

    /**
     * @param keys null if the signature is not to be checked
     * @return empty if the proof holds
     */
    public List<Finding> verify(PublicKeys keys) {
        List<Finding> findings = new ArrayList<>();
        if (!Arrays.equals(Hashes.chained(previous, content), hash)) {
            findings.add(new Finding(Kind.CHANGED, position(), id, "the entry is not what was hashed"));
        }
        if (position != leaf + 1) {
            findings.add(new Finding(
                    Kind.MOVED, leaf + 1, id, "the entry is said to be at " + position + ", but is at " + (leaf + 1)));
        }
        if (size != checkpoint.size() || !MerkleProofs.includes(hash, leaf, size, path, checkpoint.root())) {
            findings.add(new Finding(
                    Kind.INSERTED, position(), id, "the entry is not in the tree that the checkpoint is of"));
        }
        if (!Json.parse(new String(content, StandardCharsets.UTF_8))
                .text("clinic")
                .equals(checkpoint.clinic())) {
            findings.add(new Finding(Kind.FOREIGN, position(), id, "the checkpoint is of another clinic"));
        }
        if (keys != null && !keys.signed(checkpoint)) {
            findings.add(new Finding(
                    Kind.CHECKPOINT, size, null, "the checkpoint was altered, or is not signed by a given key"));
        }
        return findings;
    }
}
