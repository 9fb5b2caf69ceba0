package org.visita.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree (RFC 6962, section 2.1) that only grows: the roots of its whole subtrees, largest first, are all that has
 * to be kept of what it holds. The data of its leaves are the hashes of a chain.
 */
public final class Frontier {

    private final List<byte[]> subtrees;
    private long size;

    private Frontier(long size, List<byte[]> subtrees) {
        this.size = size;
        this.subtrees = subtrees;
    }

    public static Frontier empty() {
        return new Frontier(0, new ArrayList<>());
    }

    /**
     * @param subtrees as {@link #subtrees()} gave them
     * @throws IllegalArgumentException if a tree of this size has not as many
     */
    public static Frontier of(long size, List<byte[]> subtrees) {
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves has not " + subtrees.size() + " subtrees");
        }
        return new Frontier(size, new ArrayList<>(subtrees));
    }

    /** Root of a tree of one leaf (RFC 6962, section 2.1). */
    public static byte[] leaf(byte[] data) {
        return Hashes.leaf(data);
    }

    /** Root over two subtrees (RFC 6962, section 2.1). */
    public static byte[] joined(byte[] left, byte[] right) {
        return Hashes.node(left, right);
    }

    /** Of a size, but of leaves that nobody knows: no root of it is ever that of a real tree. */
    static Frontier unknown(long size) {
        List<byte[]> none = new ArrayList<>();
        for (int i = 0; i < Long.bitCount(size); i++) {
            none.add(new byte[Hashes.BYTES]);
        }
        return of(size, none);
    }

    public Frontier copy() {
        return of(size, subtrees);
    }

    /** @param data of the next leaf, 32 bytes */
    public void add(byte[] data) {
        byte[] subtree = Hashes.leaf(data);
        for (long whole = size; (whole & 1) == 1; whole >>= 1) {
            subtree = Hashes.node(subtrees.removeLast(), subtree);
        }
        subtrees.add(subtree);
        size++;
    }

    public long size() {
        return size;
    }

    /** Roots of the whole subtrees, largest (and first) one first: as many as {@link #size()} has bits set. */
    public List<byte[]> subtrees() {
        return List.copyOf(subtrees);
    }

    public byte[] root() {
        if (subtrees.isEmpty()) {
            return Hashes.nothing();
        }
        byte[] root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hashes.node(subtrees.get(i), root);
        }
        return root;
    }
}
