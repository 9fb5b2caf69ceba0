package org.visita.audit.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainHead;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Hashes;

/** What chains go on from, and the time; within a transaction that has the chains to itself. */
record ChainHeads(Map<String, ChainHead> heads, Instant now) {

    private static final String NEWEST = """
            select asked.clinic, head.first_position, head.last_position, head.previous_hash, head.hashes,
                head.recorded_at, head.mac, now()
            from unnest(?::text[]) as asked (clinic) left join lateral (
                select * from audit_batch where clinic = asked.clinic
                order by first_position desc limit 1) as head on true""";

    static ChainHeads read(Connection connection, ChainMacs macs, String[] clinics) throws SQLException {
        Map<String, ChainHead> heads = HashMap.newHashMap(clinics.length);
        Instant now = Instant.EPOCH;
        try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setArray(1, connection.createArrayOf("text", clinics));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    now = instant(row, 8).truncatedTo(ChronoUnit.MICROS);
                    heads.put(row.getString(1), head(connection, macs, row));
                }
            }
        }
        return new ChainHeads(heads, now);
    }

    private static ChainHead head(Connection connection, ChainMacs macs, ResultSet row) throws SQLException {
        if (row.getObject(2) == null) {
            return ChainHead.NONE;
        }
        ChainBatch newest = batch(row);
        return macs.isRight(newest) ? after(newest) : new AlteredEnd(connection, macs, newest).head();
    }

    /** Of a row of clinic, first_position, last_position, previous_hash, hashes, recorded_at, mac. */
    static ChainBatch batch(ResultSet row) throws SQLException {
        return new ChainBatch(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getBytes(4),
                row.getBytes(5),
                instant(row, 6),
                row.getBytes(7));
    }

    /** @param batch one of ours */
    static ChainHead after(ChainBatch batch) {
        byte[] hashes = batch.hashes();
        return new ChainHead(
                batch.last(),
                Arrays.copyOfRange(hashes, hashes.length - Hashes.BYTES, hashes.length),
                batch.recordedAt());
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    ChainHead of(String clinic) {
        return heads.get(clinic);
    }
}
