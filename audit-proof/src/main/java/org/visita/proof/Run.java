package org.visita.proof;

import java.util.Arrays;

/**
 * Lines that follow on each other by their hashes, in the order in which they stand in the file. A file that nobody
 * touched has one between two checkpoints.
 *
 * @param count of lines; 0 for what goes before the first line
 * @param content of the first line; null where it is too long to be kept
 * @param hash of the first line
 * @param beforeLast hash of the line before the last; null where there is none
 */
record Run(
        long first,
        long last,
        long count,
        long line,
        byte[] content,
        byte[] hash,
        String firstId,
        byte[] beforeLast,
        byte[] lastHash,
        String lastId) {

    /** Whether this run's first line follows, by its hash, on one with this hash. */
    boolean follows(byte[] before) {
        return content != null && before != null && Arrays.equals(Hashes.chained(before, content), hash);
    }

    boolean continues(Run before) {
        return first == before.last + 1 && follows(before.lastHash);
    }

    Run with(Run next) {
        return new Run(
                first,
                next.last,
                count + next.count,
                line,
                content,
                hash,
                firstId == null && count == 0 ? next.firstId : firstId,
                next.count > 1 ? next.beforeLast : lastHash,
                next.lastHash,
                next.lastId);
    }

    Run withoutLast() {
        return new Run(first, last - 1, count - 1, line, content, hash, firstId, null, beforeLast, null);
    }

    /** What goes before the other one, and the other one, although what lies between was put in. */
    Run cutBefore(Run next) {
        Run before = new Run(first, next.first - 1, next.first - first, line, content, hash, firstId, null, null, null);
        return before.with(next);
    }

    Run onlyLast() {
        return new Run(last, last, 1, line + count - 1, null, lastHash, lastId, null, lastHash, lastId);
    }

    /** Names it in a sentence. */
    String named() {
        return first == last
                ? "entry " + first + of(firstId)
                : "entries " + first + of(firstId) + " to " + last + of(lastId);
    }

    static String of(String id) {
        return id == null ? "" : " (" + id + ")";
    }
}
