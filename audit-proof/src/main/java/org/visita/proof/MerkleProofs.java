package org.visita.proof;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Proofs of RFC 6962: that an entry is in a tree (section 2.1.1), and that a tree is the beginning of a later one (2.1.2).
 * Leaves are counted from 0.
 */
public final class MerkleProofs {

    private MerkleProofs() {}

    /** Knows the tree. */
    @FunctionalInterface
    public interface Subtrees {

        /** Root of the tree over the leaves from {@code first} to before {@code end}, at least one. */
        byte[] root(long first, long end);
    }

    /** Where a tree of this many leaves, at least two, is divided: the largest power of two below. */
    public static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    /** PATH(leaf, D[size]): siblings from the leaf up to the root. */
    public static List<byte[]> inclusion(Subtrees tree, long leaf, long size) {
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + leaf);
        }
        List<byte[]> path = new ArrayList<>();
        long first = 0;
        long end = size;
        while (end - first > 1) {
            long middle = first + split(end - first);
            if (leaf < middle) {
                path.addFirst(tree.root(middle, end));
                end = middle;
            } else {
                path.addFirst(tree.root(first, middle));
                first = middle;
            }
        }
        return path;
    }

    /** @param data of the leaf, unhashed */
    public static boolean includes(byte[] data, long leaf, long size, List<byte[]> path, byte[] root) {
        if (leaf < 0 || leaf >= size) {
            return false;
        }
        byte[] hash = Hashes.leaf(data);
        long node = leaf;
        long last = size - 1;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hashes.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hashes.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    /** PROOF(from, D[to]); nothing where both are the same tree. */
    public static List<byte[]> consistency(Subtrees tree, long from, long to) {
        if (from < 1 || from > to) {
            throw new IllegalArgumentException("a tree of " + from + " leaves does not begin one of " + to);
        }
        List<byte[]> proof = new ArrayList<>();
        long first = 0;
        long end = to;
        while (end != from) {
            long middle = first + split(end - first);
            if (from <= middle) {
                proof.addFirst(tree.root(middle, end));
                end = middle;
            } else {
                proof.addFirst(tree.root(first, middle));
                first = middle;
            }
        }
        if (first != 0) {
            proof.addFirst(tree.root(first, end));
        }
        return proof;
    }

    public static boolean consistent(long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> proof) {
        if (from < 1 || from > to) {
            return false;
        }
        if (from == to) {
            return proof.isEmpty() && MessageDigest.isEqual(fromRoot, toRoot);
        }
        List<byte[]> nodes = new ArrayList<>(proof);
        if (Long.bitCount(from) == 1) {
            nodes.addFirst(fromRoot);
        }
        if (nodes.isEmpty()) {
            return false;
        }
        int ones = Long.numberOfTrailingZeros(~(from - 1));
        long node = (from - 1) >> ones;
        long last = (to - 1) >> ones;
        byte[] earlier = nodes.getFirst();
        byte[] later = earlier;
        for (byte[] sibling : nodes.subList(1, nodes.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                earlier = Hashes.node(sibling, earlier);
                later = Hashes.node(sibling, later);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                later = Hashes.node(later, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(earlier, fromRoot) && MessageDigest.isEqual(later, toRoot);
    }
}
