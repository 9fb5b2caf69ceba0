package org.visita.ehrsync;

import java.time.Instant;
import java.time.OffsetDateTime;

/** Columns of native queries, as Java has them. */
public final class Columns {

    private Columns() {}

    /** @param column a {@code timestamptz}, or null */
    public static Instant instant(Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }
}
