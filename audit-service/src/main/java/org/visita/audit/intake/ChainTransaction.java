package org.visita.audit.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainHead;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Hashes;

/** Appends entries to the chains of their clinics, within a transaction that is open already and committed by others. */
final class ChainTransaction {

    /** Who appends to a chain is alone with it until the end of the transaction. In one order, so nobody waits in a circle. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(key) from (
                select distinct hashtextextended('audit_chain ' || clinic, 0) as key from unnest(?::text[]) as clinic
                order by key) as keys""";

    private static final String BATCH = """
            insert into audit_batch (clinic, first_position, last_position, previous_hash, hashes, recorded_at, mac)
            values (?, ?, ?, ?, ?, ?, ?)""";

    private final Connection connection;
    private final ChainMacs macs;

    ChainTransaction(Connection connection, ChainMacs macs) {
        this.connection = connection;
        this.macs = macs;
    }

    /** @return what will stand there once it is committed */
    List<ChainBatch> append(SortedMap<String, List<SealedEntry>> byClinic) throws SQLException {
        String[] clinics = byClinic.keySet().toArray(String[]::new);
        lock(clinics);
        ChainHeads heads = ChainHeads.read(connection, macs, clinics);
        List<ChainBatch> batches = new ArrayList<>(clinics.length);
        try (EntryCopy copy = new EntryCopy(connection)) {
            for (Map.Entry<String, List<SealedEntry>> one : byClinic.entrySet()) {
                batches.add(append(copy, one.getKey(), heads, one.getValue()));
            }
            copy.end();
        }
        store(batches);
        return batches;
    }

    private void lock(String[] clinics) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, connection.createArrayOf("text", clinics));
            lock.execute();
        }
    }

    private ChainBatch append(EntryCopy copy, String clinic, ChainHeads heads, List<SealedEntry> entries)
            throws SQLException {
        ChainHead head = heads.of(clinic);
        // Two transactions that begin in one order may get the lock in the other; the chain's times never go back.
        Instant recordedAt = heads.now().isBefore(head.recordedAt()) ? head.recordedAt() : heads.now();
        byte[] hashes = new byte[entries.size() * Hashes.BYTES];
        byte[] hash = head.hash();
        for (int i = 0; i < entries.size(); i++) {
            SealedEntry entry = entries.get(i);
            hash = Hashes.chained(hash, entry.content(recordedAt).canonical());
            System.arraycopy(hash, 0, hashes, i * Hashes.BYTES, Hashes.BYTES);
            entry.writeTo(copy, head.position() + 1 + i, recordedAt);
            copy.sendPiece();
        }
        long first = head.position() + 1;
        long last = head.position() + entries.size();
        byte[] mac = macs.ofBatch(clinic, first, last, head.hash(), hashes, recordedAt);
        return new ChainBatch(clinic, first, last, head.hash(), hashes, recordedAt, mac);
    }

    private void store(List<ChainBatch> batches) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(BATCH)) {
            for (ChainBatch batch : batches) {
                insert.setString(1, batch.clinic());
                insert.setLong(2, batch.first());
                insert.setLong(3, batch.last());
                insert.setBytes(4, batch.previousHash());
                insert.setBytes(5, batch.hashes());
                insert.setObject(6, batch.recordedAt().atOffset(ZoneOffset.UTC));
                insert.setBytes(7, batch.mac());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
