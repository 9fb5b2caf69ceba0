package org.visita.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.proof.Hashes;

/**
 * The newest entry of each chain that this replica has appended, in its memory: what is not signed yet cannot be taken away
 * unseen, as long as the replica lives.
 */
@ApplicationScoped
public class AppendedHeads {

    /** @param contradicted whether another entry stands there now: then it is kept in mind for good */
    private record Kept(ChainHead head, boolean contradicted) {

        Kept after(ChainBatch batch) {
            // Of two threads, the one that appended first may come second.
            if (contradicted || batch.last() < head.position()) {
                return this;
            }
            long before = head.position() - batch.first();
            boolean adjoins = before == -1;
            boolean differs = adjoins && !Arrays.equals(batch.previousHash(), head.hash())
                    || before >= 0 && !Arrays.equals(hash(batch, before), head.hash());
            return differs ? new Kept(head, true) : of(batch);
        }

        static Kept of(ChainBatch batch) {
            byte[] last = hash(batch, batch.last() - batch.first());
            return new Kept(new ChainHead(batch.last(), last, batch.recordedAt()), false);
        }
    }

    private final Map<String, Kept> heads = new ConcurrentHashMap<>();

    /** @param batches which have been committed */
    public void remember(List<ChainBatch> batches) {
        for (ChainBatch batch : batches) {
            heads.compute(batch.clinic(), (clinic, kept) -> kept == null ? Kept.of(batch) : kept.after(batch));
        }
    }

    public Optional<ChainHead> of(String clinic) {
        return Optional.ofNullable(heads.get(clinic)).map(Kept::head);
    }

    private static byte[] hash(ChainBatch batch, long index) {
        int at = Math.toIntExact(index * Hashes.BYTES);
        return Arrays.copyOfRange(batch.hashes(), at, at + Hashes.BYTES);
    }
}
