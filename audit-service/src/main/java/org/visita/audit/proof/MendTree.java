package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.TreeAt;

/**
 * Makes roots of the tree anew that were altered or removed: they follow from the hashes, which have our codes. Else
 * nothing of the clinic could be proved any more.
 */
@ApplicationScoped
class MendTree {

    private static final Logger LOG = Logger.getLogger(MendTree.class);
    private static final int AT_ONCE = 50_000;

    private static final String MEND = "select audit_mend_tree($1, $2, $3)";

    private final Pool pool;
    private final ChainMacs macs;
    private final SigningKeys keys;

    @Inject
    MendTree(Pool pool, ChainMacs macs, SigningKeys keys) {
        this.pool = pool;
        this.macs = macs;
        this.keys = keys;
    }

    /**
     * @param most entries; nothing is done where there are more
     * @return how many were not right
     * @throws BrokenChainException (as a failure) if the hashes are not ours either
     */
    Uni<Integer> mend(String clinic, long most) {
        ChainReads reads = new ChainReads(pool, clinic);
        return reads.newestCheckpoint(Long.MAX_VALUE)
                .chain(newest -> newest.isEmpty()
                        ? Uni.createFrom().item(0)
                        : begin(reads)
                                .chain(tip -> mend(
                                        reads, tip, newest.get().checkpoint().size(), most)));
    }

    private Uni<ChainTip> begin(ChainReads reads) {
        return reads.expiries().chain(expiries -> {
            long through = TrailStart.through(macs, reads.clinic(), expiries);
            return through == 0
                    ? Uni.createFrom().item(ChainTip.atBeginning(macs))
                    : reads.checkpoint(through).map(this::begin);
        });
    }

    private ChainTip begin(Optional<TreeAt> first) {
        return ChainTip.at(
                macs,
                first.filter(tree -> keys.all().signed(tree.checkpoint()) && tree.isWhole())
                        .orElseThrow(() ->
                                new BrokenChainException("the checkpoint where it begins was altered, or is missing")));
    }

    private Uni<Integer> mend(ChainReads reads, ChainTip tip, long size, long most) {
        if (size - tip.size() > most) {
            return Uni.createFrom().item(0);
        }
        return walk(reads, tip, size)
                .chain(() -> StoredTree.blocks(reads, tip.previous() + 1, size))
                .chain(kept -> replace(reads.clinic(), wrong(tip, size, kept)));
    }

    private Uni<Void> walk(ChainReads reads, ChainTip tip, long size) {
        if (tip.size() >= size) {
            return Uni.createFrom().voidItem();
        }
        return reads.batches(macs, tip.size() + 1, AT_ONCE).chain(found -> {
            long before = tip.size();
            found.ours().forEach(tip::add);
            if (tip.size() == before) {
                throw new BrokenChainException("the hashes of the entries from " + (before + 1) + " on are missing");
            }
            return walk(reads, tip, size);
        });
    }

    private static List<Map.Entry<Long, byte[]>> wrong(ChainTip tip, long size, Map<Long, byte[]> kept) {
        return tip.blocks().headMap(size / BlockRoots.BLOCK).entrySet().stream()
                .filter(block -> !Arrays.equals(block.getValue(), kept.get(block.getKey())))
                .toList();
    }

    private Uni<Integer> replace(String clinic, List<Map.Entry<Long, byte[]>> wrong) {
        if (wrong.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        LOG.errorf(
                "%d roots of the tree of clinic %s were altered or missing, and are made anew from the hashes."
                        + " See the runbook audit-broken-chain",
                wrong.size(), clinic);
        return pool.preparedQuery(MEND)
                .execute(Tuple.of(clinic)
                        .addArrayOfLong(wrong.stream().map(Map.Entry::getKey).toArray(Long[]::new))
                        .addArrayOfString(wrong.stream()
                                .map(block -> HexFormat.of().formatHex(block.getValue()))
                                .toArray(String[]::new)))
                .replaceWith(wrong.size());
    }
}
