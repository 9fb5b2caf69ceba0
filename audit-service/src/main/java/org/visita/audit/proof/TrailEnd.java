package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Finding.Kind;
import org.visita.proof.PublicKeys;
import org.visita.proof.TreeAt;

/**
 * Where a chain ends: with the newest hashes that are ours, or with the newest checkpoint, if the hashes of what it covers
 * are gone. What somebody put in far behind that is no part of the chain; what adjoins may be hashes of ours that were
 * altered.
 */
final class TrailEnd {

    private static final int AT_ONCE = 20;

    /** More tell nothing more. */
    private static final int MOST = 1_000;

    /** Positions of hashes that are not ours. */
    private record Others(long first, long last) {

        static Others of(ChainBatch batch) {
            return new Others(batch.first(), batch.lastHashed());
        }
    }

    private final ChainReads reads;
    private final ChainMacs macs;

    /** Those that begin behind the newest of ours, oldest first. */
    private final Deque<Others> others = new ArrayDeque<>();

    private final List<Long> notSigned = new ArrayList<>();
    private long signed;
    private long last;
    private long next = Long.MAX_VALUE;

    private TrailEnd(ChainReads reads, ChainMacs macs) {
        this.reads = reads;
        this.macs = macs;
    }

    static Uni<TrailEnd> read(ChainReads reads, ChainMacs macs, PublicKeys keys) {
        TrailEnd end = new TrailEnd(reads, macs);
        return reads.newestSigned(
                        keys, tree -> end.notSigned.add(tree.checkpoint().size()))
                .invoke(end::begin)
                .chain(end::walk)
                .invoke(end::adjoin)
                .replaceWith(end);
    }

    private void begin(Optional<TreeAt> newest) {
        signed = newest.map(tree -> tree.checkpoint().size()).orElse(0L);
        last = signed;
    }

    /** Backwards, to the first that is ours. However many somebody put in: they must not hide where it ends. */
    private Uni<Void> walk() {
        return Uni.createFrom()
                .deferred(() -> reads.batchesUpTo(next, AT_ONCE).map(this::isMore))
                .repeat()
                .until(more -> !more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private boolean isMore(List<ChainBatch> found) {
        for (ChainBatch batch : found) {
            if (macs.isRight(batch)) {
                last = Math.max(signed, batch.last());
                return false;
            }
            if (batch.first() <= signed) {
                return false;
            }
            others.addFirst(Others.of(batch));
            if (others.size() > MOST) {
                others.removeLast();
            }
            next = batch.first() - 1;
        }
        return found.size() == AT_ONCE;
    }

    private void adjoin() {
        for (Others one : others) {
            last = one.first() == last + 1 ? one.last() : last;
        }
    }

    /** Position of the last entry. */
    long last() {
        return last;
    }

    /** As many entries were signed. */
    long signed() {
        return signed;
    }

    void tell(TrailFindings findings) {
        others.stream()
                .filter(one -> one.first() > last)
                .forEach(one -> findings.add(
                        Kind.BATCH,
                        one.first(),
                        null,
                        "the hashes of the entries " + one.first() + " to " + Math.max(one.first(), one.last())
                                + " were put in"));
        notSigned.stream()
                .filter(size -> size > last)
                .forEach(size -> findings.add(
                        Kind.CHECKPOINT,
                        size,
                        null,
                        "the checkpoint of " + size + " entries was altered, or put in; the chain ends with " + last));
    }
}
