package org.visita.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Checkpoint;

/** Reads what an expiry is decided by, of one clinic. */
record ExpiryReads(Connection connection, String clinic) {

    private static final String CHECKPOINT =
            "select size, previous, root, head, at, key_id, signature from audit_checkpoint where clinic = ? and size > ?";

    private static final String BATCHES = """
            select first_position, last_position, previous_hash, hashes, recorded_at, mac from audit_batch
            where clinic = ? and first_position > ? and first_position <= ? order by first_position limit 500""";

    record Signed(Checkpoint checkpoint) {

        long size() {
            return checkpoint.size();
        }

        Instant at() {
            return checkpoint.at();
        }
    }

    private interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Position of the last entry that was let go, by us; 0 for none. */
    long through(ChainMacs macs) throws SQLException {
        return list(
                        "select through, expired_at, months, mac from audit_expiry where clinic = ?",
                        row -> macs.isExpiry(clinic, row.getLong(1), instant(row, 2), row.getInt(3), row.getBytes(4))
                                ? row.getLong(1)
                                : 0L,
                        clinic)
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    int months(ChainMacs macs) throws SQLException {
        return RetentionRow.months(
                macs,
                list(
                        RetentionRow.NEWEST_FIRST.formatted("?"),
                        row -> new RetentionRow(
                                clinic, instant(row, 1), row.getInt(2), row.getString(3), row.getBytes(4)),
                        clinic));
    }

    /** By the clock that the owner looks at. */
    Instant now() throws SQLException {
        return list("select now()", row -> instant(row, 1)).getFirst().truncatedTo(ChronoUnit.MICROS);
    }

    /** The smallest checkpoint that is larger. */
    Optional<Signed> first(long through) throws SQLException {
        return list(CHECKPOINT + " order by size limit 1", this::signed, clinic, through).stream()
                .findFirst();
    }

    /** The largest one that is old enough, as far as it says. */
    Optional<Signed> last(long through, long most, Instant cutoff) throws SQLException {
        return list(
                        CHECKPOINT + " and size <= ? and at < ? order by size desc limit 1",
                        this::signed,
                        clinic,
                        through,
                        most,
                        cutoff.atOffset(ZoneOffset.UTC))
                .stream()
                .findFirst();
    }

    /** The next ones that begin behind one position and not behind another. */
    List<ChainBatch> batches(long behind, long notBehind) throws SQLException {
        return list(
                BATCHES,
                row -> new ChainBatch(
                        clinic,
                        row.getLong(1),
                        row.getLong(2),
                        row.getBytes(3),
                        row.getBytes(4),
                        instant(row, 5),
                        row.getBytes(6)),
                clinic,
                behind,
                notBehind);
    }

    private Signed signed(ResultSet row) throws SQLException {
        return new Signed(new Checkpoint(
                clinic,
                row.getLong(1),
                row.getLong(2),
                row.getBytes(3),
                row.getBytes(4),
                instant(row, 5),
                row.getString(6),
                row.getBytes(7)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private <T> List<T> list(String sql, Read<T> read, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(read.of(row));
                }
            }
        }
        return found;
    }
}
