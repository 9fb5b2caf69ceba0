package org.visita.proof;

import java.util.ArrayList;
import java.util.List;
import org.visita.proof.Finding.Kind;

/** What was found so far. Where everything was tampered with, the first hundred tell enough; the others are counted. */
final class Findings {

    static final int MOST = 100;

    private final List<Finding> first = new ArrayList<>();
    private long count;

    void add(Kind kind, long position, String id, String detail) {
        count++;
        if (first.size() < MOST) {
            first.add(new Finding(kind, position, id, detail));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<Finding> first() {
        return List.copyOf(first);
    }

    long count() {
        return count;
    }
}
