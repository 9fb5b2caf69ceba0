package org.visita.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.visita.proof.Finding.Kind;

/**
 * Walks the entries from one checkpoint to the next. As long as each line follows on the one before, only that one is
 * kept; where one does not, a new {@link Run} begins, and {@link RangeFindings} finds out in the end what that means.
 */
final class RangeWalk {

    /** More of them in one range tell nothing more. */
    private static final int MOST_RUNS = 64;

    private static final int LONGEST_KEPT = 1 << 16;

    private final Findings findings;
    private final long start;
    private final Frontier tree;
    private final List<Run> runs = new ArrayList<>();
    private boolean inOrder = true;
    private byte[] byContents;
    private boolean tooMany;

    private long first;
    private long last;
    private long count;
    private long line;
    private byte[] content;
    private byte[] hash;
    private String firstId;
    private byte[] beforeLast;
    private byte[] lastHash;
    private String lastId;

    /**
     * @param tree up to where the walk begins
     * @param id of the entry there; null where it is not known
     */
    RangeWalk(Findings findings, Frontier tree, byte[] head, String id) {
        this.findings = findings;
        this.tree = tree;
        this.start = tree.size();
        first = start + 1;
        last = start;
        lastHash = head;
        lastId = id;
    }

    void accept(EntryLine entry, long lineNumber) {
        byte[] stated = entry.hash().clone();
        boolean follows = entry.fault() == null
                && Arrays.equals(
                        stated, Hashes.chained(lastHash, entry.buffer(), entry.contentFrom(), entry.contentTo()));
        boolean here = entry.position() == last + 1;
        if (byContents != null) {
            byContents = Hashes.chained(byContents, entry.buffer(), entry.contentFrom(), entry.contentTo());
        }
        if (follows) {
            extend(entry, lineNumber, stated);
        } else {
            if (inOrder && here && byContents == null) {
                byContents = Hashes.chained(lastHash, entry.buffer(), entry.contentFrom(), entry.contentTo());
            }
            inOrder &= here;
            begin(entry, lineNumber, stated);
        }
        if (inOrder) {
            tree.add(stated);
        }
    }

    private void extend(EntryLine entry, long lineNumber, byte[] stated) {
        if (entry.position() != last + 1) {
            findings.add(
                    Kind.MOVED,
                    last + 1,
                    entry.id(),
                    "line " + lineNumber + ": by its hash this is entry " + (last + 1) + Run.of(entry.id())
                            + ", but it says that it is " + entry.position());
        }
        if (count == 0) {
            line = lineNumber;
            firstId = entry.id();
        }
        count++;
        last++;
        beforeLast = lastHash;
        lastHash = stated;
        lastId = entry.id();
    }

    private void begin(EntryLine entry, long lineNumber, byte[] stated) {
        close();
        first = entry.position();
        last = first;
        count = 1;
        line = lineNumber;
        int length = entry.contentTo() - entry.contentFrom();
        boolean kept = entry.fault() == null && length <= LONGEST_KEPT;
        content = kept ? Arrays.copyOfRange(entry.buffer(), entry.contentFrom(), entry.contentTo()) : null;
        hash = stated;
        firstId = entry.id();
        beforeLast = null;
        lastHash = stated;
        lastId = entry.id();
    }

    private void close() {
        if (runs.size() < MOST_RUNS) {
            runs.add(new Run(first, last, count, line, content, hash, firstId, beforeLast, lastHash, lastId));
        } else {
            tooMany = true;
        }
    }

    long last() {
        return last;
    }

    byte[] lastHash() {
        return lastHash;
    }

    String lastId() {
        return lastId;
    }

    /** Whether all lines up to here follow on each other, and on where the walk began. */
    boolean isWhole() {
        return runs.isEmpty();
    }

    long start() {
        return start;
    }

    Frontier tree() {
        return tree;
    }

    /** Whether every line stood at its position, so that {@link #tree()} is that of the hashes as the file states them. */
    boolean isInOrder() {
        return inOrder;
    }

    /** The newest hash by what the entries say, wherever the file states another one; null where no line differs. */
    byte[] byContents() {
        return byContents;
    }

    boolean hasTooMany() {
        return tooMany;
    }

    /** All runs; the first begins with nothing, where the walk began. */
    List<Run> runs() {
        close();
        return new ArrayList<>(runs);
    }
}
