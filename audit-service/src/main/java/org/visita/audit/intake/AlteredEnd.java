package org.visita.audit.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainHead;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Hashes;

/**
 * Where a chain goes on whose newest batch is not ours: somebody altered it, or put it in. Entries are taken all the same,
 * as losing them would help whoever did it; verification names what is wrong, as that batch has no right code.
 */
final class AlteredEnd {

    private static final Logger LOG = Logger.getLogger(AlteredEnd.class);

    private static final int PAGE = 200;

    private static final String BATCHES =
            "select clinic, first_position, last_position, previous_hash, hashes, recorded_at, mac from audit_batch"
                    + " where clinic = ? and first_position ";

    private static final String OLDER = BATCHES + "< ? order by first_position desc limit " + PAGE;

    private static final String AT = BATCHES + "= ?";

    private final Connection connection;
    private final ChainMacs macs;
    private final ChainBatch newest;

    AlteredEnd(Connection connection, ChainMacs macs, ChainBatch newest) {
        this.connection = connection;
        this.macs = macs;
        this.newest = newest;
    }

    /** The newest batch of ours, and what adjoins to it: that may be one of ours whose hashes were altered. */
    ChainHead head() throws SQLException {
        LOG.errorf(
                "The newest hashes of the chain of clinic %s are not ours; it goes on from the newest that are."
                        + " See the runbook audit-broken-chain",
                newest.clinic());
        ChainHead head = newestOfOurs();
        Optional<ChainHead> next = behind(head);
        while (next.isPresent()) {
            head = next.get();
            next = behind(head);
        }
        return head;
    }

    /** However many were put in after it: a chain that went on before it would meet what is there, or be a second one. */
    private ChainHead newestOfOurs() throws SQLException {
        long before = newest.first();
        try (PreparedStatement select = connection.prepareStatement(OLDER)) {
            while (true) {
                select.setString(1, newest.clinic());
                select.setLong(2, before);
                int found = 0;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ChainBatch batch = ChainHeads.batch(row);
                        if (macs.isRight(batch)) {
                            return ChainHeads.after(batch);
                        }
                        before = batch.first();
                        found++;
                    }
                }
                if (found < PAGE) {
                    return ChainHead.NONE;
                }
            }
        }
    }

    private Optional<ChainHead> behind(ChainHead head) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AT)) {
            select.setString(1, newest.clinic());
            select.setLong(2, head.position() + 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(after(ChainHeads.batch(row), head)) : Optional.empty();
            }
        }
    }

    /** Whatever it says: only its place matters, and that something stands there. */
    private static ChainHead after(ChainBatch batch, ChainHead head) {
        byte[] hashes = batch.hashes() == null ? new byte[0] : batch.hashes();
        boolean whole = hashes.length >= Hashes.BYTES && hashes.length % Hashes.BYTES == 0;
        long last = whole ? batch.first() + hashes.length / Hashes.BYTES - 1 : batch.first();
        byte[] hash = whole
                ? Arrays.copyOfRange(hashes, hashes.length - Hashes.BYTES, hashes.length)
                : new byte[Hashes.BYTES];
        return new ChainHead(last, hash, head.recordedAt());
    }
}
