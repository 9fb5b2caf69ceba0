package org.visita.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.visita.audit.ChainRows;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Hashes;

/** Reads a chain with plain JDBC and computes it anew, apart from the service's own way of doing so. */
public final class Chains {

    private Chains() {}

    /** Fails unless each entry follows on the one before, and the batches say the same. */
    public static void assertWhole(String clinic, int entries, ChainMacs macs) throws SQLException {
        assertThat(whole(clinic, macs)).isEqualTo(entries);
    }

    /** @return how many entries the chain has */
    public static int whole(String clinic, ChainMacs macs) throws SQLException {
        byte[] hash = Hashes.beforeTheFirst();
        long position = 0;
        Instant recorded = Instant.EPOCH;
        byte[] known = hashes(clinic, macs);
        for (ChainEntry entry : entries(clinic)) {
            assertThat(entry.position()).isEqualTo(++position);
            assertThat(entry.recordedAt()).isAfterOrEqualTo(recorded);
            recorded = entry.recordedAt();
            hash = Hashes.chained(hash, entry.content().canonical());
            int at = (int) (position - 1) * Hashes.BYTES;
            assertThat(Arrays.copyOfRange(known, at, at + Hashes.BYTES)).isEqualTo(hash);
        }
        assertThat(known).hasSize((int) position * Hashes.BYTES);
        return (int) position;
    }

    private static byte[] hashes(String clinic, ChainMacs macs) throws SQLException {
        byte[] all = {};
        byte[] previous = Hashes.beforeTheFirst();
        long next = 1;
        try (Connection connection = Superuser.connect();
                PreparedStatement select = connection.prepareStatement("""
                        select first_position, last_position, previous_hash, hashes, recorded_at, mac
                        from audit_batch where clinic = ? order by first_position""")) {
            select.setString(1, clinic);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                ChainBatch batch = new ChainBatch(
                        clinic,
                        row.getLong(1),
                        row.getLong(2),
                        row.getBytes(3),
                        row.getBytes(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getBytes(6));
                assertThat(batch.first()).isEqualTo(next);
                assertThat(batch.previousHash()).isEqualTo(previous);
                assertThat(macs.isRight(batch)).isTrue();
                int length = all.length;
                all = Arrays.copyOf(all, length + batch.hashes().length);
                System.arraycopy(batch.hashes(), 0, all, length, batch.hashes().length);
                previous = Arrays.copyOfRange(all, all.length - Hashes.BYTES, all.length);
                next = batch.last() + 1;
            }
        }
        return all;
    }

    private static List<ChainEntry> entries(String clinic) throws SQLException {
        List<ChainEntry> entries = new ArrayList<>();
        try (Connection connection = Superuser.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select " + ChainEntry.COLUMNS + " from audit_entry where clinic = ? order by position")) {
            select.setString(1, clinic);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                entries.add(ChainRows.entry(row));
            }
        }
        return entries;
    }
}
