package org.visita.audit.proof;

import org.visita.audit.chain.ChainBatch;
import org.visita.proof.Finding.Kind;

/** Hashes that are not ours: somebody altered them, or put them in. To be told of them in the order of the chain. */
final class AlteredBatches {

    private final TrailFindings findings;
    private long newest = Long.MIN_VALUE;
    private long first;
    private long last;

    AlteredBatches(TrailFindings findings) {
        this.findings = findings;
    }

    /** Each is told once, also where it reaches into the next page. */
    void add(ChainBatch batch) {
        if (batch.first() <= newest) {
            return;
        }
        findings.add(Kind.BATCH, batch.first(), null, name(batch) + " were altered, or put in");
        newest = batch.first();
        first = last > 0 && newest <= last + 1 ? first : newest;
        last = Math.max(last, end(batch));
    }

    /** Whether it is known already why these positions have no hash. */
    boolean hold(long from, long to) {
        return from >= first && to <= last;
    }

    static String name(ChainBatch batch) {
        return "the hashes of the entries " + batch.first() + " to " + end(batch);
    }

    private static long end(ChainBatch batch) {
        return Math.max(batch.first(), batch.lastHashed());
    }
}
