package org.visita.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.visita.audit.chain.ChainEntry;

/** Entries of chains as the database has them. */
public final class ChainRows {

    private ChainRows() {}

    /** Of a row of {@link ChainEntry#COLUMNS}. */
    public static ChainEntry entry(ResultSet row) throws SQLException {
        return new ChainEntry(
                row.getString(1),
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getObject(5, UUID.class),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getObject(10, UUID.class),
                row.getBytes(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getLong(17),
                row.getString(18),
                row.getString(19),
                row.getLong(20));
    }
}
