package org.visita.proof;

import java.util.Arrays;
import java.util.List;

/**
 * A checkpoint with what it takes to go on from it.
 *
 * @param frontier roots of the whole subtrees at this size, as {@link Frontier#subtrees()} gives them
 */
public record TreeAt(Checkpoint checkpoint, List<byte[]> frontier) {

    public TreeAt {
        frontier = List.copyOf(frontier);
    }

    static TreeAt of(Json json) {
        return new TreeAt(
                Checkpoint.of(json.member("checkpoint")),
                json.member("frontier").items().stream().map(Json::hash).toList());
    }

    /** Whether the frontier is that of the tree that was signed. */
    public boolean isWhole() {
        return checkpoint.size() > 0
                && Long.bitCount(checkpoint.size()) == frontier.size()
                && Arrays.equals(tree().root(), checkpoint.root());
    }

    Frontier tree() {
        return Frontier.of(checkpoint.size(), frontier);
    }
}
