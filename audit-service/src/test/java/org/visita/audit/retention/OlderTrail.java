package org.visita.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Checkpoint;
import org.visita.proof.SigningKey;

/** Makes a trail that was recorded and signed long ago, with all the keys that this takes. What entries say stays as it is. */
record OlderTrail(ChainMacs macs, String clinic) {

    void grow(long through, int months) throws SQLException {
        Instant then = ago(months);
        grow(through, then, then);
    }

    static Instant ago(int months) {
        return Instant.now()
                .truncatedTo(ChronoUnit.MICROS)
                .atOffset(ZoneOffset.UTC)
                .minusMonths(months)
                .toInstant();
    }

    void grow(long through, Instant recordedAt, Instant signedAt) throws SQLException {
        Superuser.execute(
                "update audit_entry set recorded_at = ? where clinic = ? and position <= ?",
                recordedAt.atOffset(ZoneOffset.UTC),
                clinic,
                through);
        try (Connection connection = Superuser.connect()) {
            batches(connection, through, recordedAt);
            checkpoints(connection, through, signedAt);
        }
    }

    private void batches(Connection connection, long through, Instant then) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select first_position, last_position, previous_hash, hashes from audit_batch
                        where clinic = ? and last_position <= ?""")) {
            select.setString(1, clinic);
            select.setLong(2, through);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                Superuser.execute(
                        "update audit_batch set recorded_at = ?, mac = ? where clinic = ? and first_position = ?",
                        then.atOffset(ZoneOffset.UTC),
                        macs.ofBatch(clinic, row.getLong(1), row.getLong(2), row.getBytes(3), row.getBytes(4), then),
                        clinic,
                        row.getLong(1));
            }
        }
    }

    private void checkpoints(Connection connection, long through, Instant then) throws SQLException {
        SigningKey key = SigningKey.of(Base64.getDecoder()
                .decode(ConfigProvider.getConfig().getValue("visita.audit-service.signing-key", String.class)));
        try (PreparedStatement select = connection.prepareStatement(
                "select size, previous, root, head from audit_checkpoint where clinic = ? and size <= ?")) {
            select.setString(1, clinic);
            select.setLong(2, through);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                Checkpoint older =
                        key.sign(clinic, row.getLong(1), row.getLong(2), row.getBytes(3), row.getBytes(4), then);
                Superuser.execute(
                        "update audit_checkpoint set at = ?, signature = ? where clinic = ? and size = ?",
                        then.atOffset(ZoneOffset.UTC),
                        older.signature(),
                        clinic,
                        older.size());
            }
        }
    }
}
