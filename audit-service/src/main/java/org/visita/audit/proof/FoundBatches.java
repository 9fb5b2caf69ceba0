package org.visita.audit.proof;

import java.util.List;
import java.util.stream.Stream;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainMacs;

/**
 * Batches of a chain in their order, as they were read from some position on.
 *
 * @param last none of ours holds a position between this one and those that are here; the next ones are read behind it
 */
record FoundBatches(List<Found> all, long last) {

    /** @param ours whether it has the right code; if not, somebody altered it, or put it in */
    record Found(ChainBatch batch, boolean ours) {}

    /**
     * @param position that they were read from
     * @param entries as many as were asked for
     */
    static FoundBatches of(ChainMacs macs, List<ChainBatch> batches, long position, int entries) {
        List<Found> all = batches.stream()
                .map(batch -> new Found(batch, macs.isRight(batch)))
                .toList();
        // What is not ours says nothing of how far it reaches: one of ours may begin in it.
        long read = batches.size() < ChainReads.BATCHES_AT_ONCE
                ? position + entries - 1
                : batches.getLast().first();
        return new FoundBatches(all, ours(all).mapToLong(ChainBatch::last).max().orElse(read));
    }

    private static Stream<ChainBatch> ours(List<Found> all) {
        return all.stream().filter(Found::ours).map(Found::batch);
    }

    Stream<ChainBatch> ours() {
        return ours(all);
    }

    Stream<ChainBatch> others() {
        return all.stream().filter(found -> !found.ours()).map(Found::batch);
    }
}
