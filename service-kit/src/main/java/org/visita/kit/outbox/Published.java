package org.visita.kit.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of a batch: which rows the broker has, which it never will have, and what stopped the others. */
final class Published {

    private final List<OutboxRow> acknowledged = new ArrayList<>();
    private final Map<OutboxRow, Throwable> refused = new LinkedHashMap<>();
    private Throwable failure;

    void acknowledged(OutboxRow row) {
        acknowledged.add(row);
    }

    void refused(OutboxRow row, Throwable why) {
        refused.put(row, why);
    }

    void failed(Throwable why) {
        failure = failure == null ? why : failure;
    }

    List<OutboxRow> acknowledged() {
        return acknowledged;
    }

    Map<OutboxRow, Throwable> refused() {
        return refused;
    }

    /** Null if nothing stopped the batch. */
    Throwable failure() {
        return failure;
    }
}
