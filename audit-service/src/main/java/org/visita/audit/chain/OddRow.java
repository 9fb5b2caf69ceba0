package org.visita.audit.chain;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/**
 * Reads rows also where somebody has dropped what keeps nothing out of them. What is missing reads as something that this
 * service never writes, so that it is found to be altered, instead of ending the reading.
 */
public final class OddRow {

    private OddRow() {}

    public static byte[] bytes(Row row, String column) {
        return row.getBuffer(column) == null
                ? new byte[0]
                : row.getBuffer(column).getBytes();
    }

    public static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? Instant.MIN
                : row.getOffsetDateTime(column).toInstant();
    }

    public static long number(Row row, String column) {
        return row.getLong(column) == null ? -1 : row.getLong(column);
    }
}
