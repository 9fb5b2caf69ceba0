package org.visita.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.proof.CheckpointSignatures;
import org.visita.audit.retention.ExpiryReads.Signed;
import org.visita.proof.Hashes;

/** Looks whether the hashes up to a checkpoint are this service's own, in one piece, and old enough. */
@ApplicationScoped
class OwnHistory {

    private final ChainMacs macs;
    private final CheckpointSignatures signatures;

    @Inject
    OwnHistory(ChainMacs macs, CheckpointSignatures signatures) {
        this.macs = macs;
        this.signatures = signatures;
    }

    /**
     * @param through what was let go before
     * @throws AlteredHistoryException if not
     */
    void check(ExpiryReads reads, long through, Signed step, Instant cutoff) throws SQLException {
        long size = step.size();
        require(signatures.isRight(step.checkpoint()), "the checkpoint of " + size + " entries was altered");
        require(step.at().isBefore(cutoff), "the checkpoint of " + size + " entries is not old enough");
        ChainBatch before = null;
        List<ChainBatch> page = reads.batches(0, size);
        while (!page.isEmpty()) {
            for (ChainBatch batch : page) {
                String name = "the hashes of the entries " + batch.first() + " to " + batch.last();
                require(macs.isRight(batch), name + " were altered");
                require(batch.recordedAt().isBefore(cutoff), name + " are not old enough");
                require(
                        before == null ? batch.first() <= through + 1 : batch.first() == before.last() + 1,
                        name + " do not adjoin");
                before = batch;
            }
            page = reads.batches(before.first(), size);
        }
        require(before != null && before.last() >= size, "the hashes of the entry " + size + " are missing");
        int end = Math.toIntExact((size - before.first() + 1) * Hashes.BYTES);
        byte[] head = Arrays.copyOfRange(before.hashes(), end - Hashes.BYTES, end);
        require(
                Arrays.equals(head, step.checkpoint().head()),
                "the hash of the entry " + size + " is not the one that was signed");
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new AlteredHistoryException(otherwise);
        }
    }
}
