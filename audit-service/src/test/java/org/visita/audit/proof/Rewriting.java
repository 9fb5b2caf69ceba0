package org.visita.audit.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.visita.audit.ChainRows;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainEntry;
import org.visita.proof.Hashes;

/** Makes all hashes of a chain anew from what the entries say, as somebody would who has no key. */
final class Rewriting {

    private Rewriting() {}

    static void rehash(String clinic) throws SQLException {
        byte[] hash = Hashes.beforeTheFirst();
        try (Connection connection = Superuser.connect();
                PreparedStatement batches = connection.prepareStatement(
                        "select first_position, last_position from audit_batch where clinic = ? order by 1");
                PreparedStatement update = connection.prepareStatement(
                        "update audit_batch set previous_hash = ?, hashes = ? where clinic = ? and first_position = ?")) {
            batches.setString(1, clinic);
            ResultSet batch = batches.executeQuery();
            while (batch.next()) {
                int count = (int) (batch.getLong(2) - batch.getLong(1) + 1);
                byte[] hashes = new byte[count * Hashes.BYTES];
                update.setBytes(1, hash);
                for (int i = 0; i < count; i++) {
                    hash = Hashes.chained(hash, content(connection, clinic, batch.getLong(1) + i));
                    System.arraycopy(hash, 0, hashes, i * Hashes.BYTES, Hashes.BYTES);
                }
                update.setBytes(2, hashes);
                update.setString(3, clinic);
                update.setLong(4, batch.getLong(1));
                update.executeUpdate();
            }
        }
    }

    private static byte[] content(Connection connection, String clinic, long position) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + ChainEntry.COLUMNS + " from audit_entry where clinic = ? and position = ?")) {
            select.setString(1, clinic);
            select.setLong(2, position);
            ResultSet row = select.executeQuery();
            row.next();
            return ChainRows.entry(row).content().canonical();
        }
    }
}
