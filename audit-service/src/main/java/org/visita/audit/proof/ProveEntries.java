package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.chain.ChainMacs;
import org.visita.kit.problem.Refusal;
import org.visita.proof.Checkpoint;
import org.visita.proof.Hashes;
import org.visita.proof.MerkleProofs;
import org.visita.proof.TreeAt;

/** Makes proofs of RFC 6962. None is given out that does not hold. */
@ApplicationScoped
class ProveEntries {

    private static final String ENTRY =
            "select " + ChainEntry.COLUMNS + " from audit_entry where clinic = $1 and id = $2 and clinic <> ''";

    /** What a request has the time for. Trees of more entries are mended when all chains are verified. */
    private static final long MOST_MENDED = 2_000_000;

    private final Pool pool;
    private final ChainMacs macs;
    private final SigningKeys keys;
    private final SignCheckpoint sign;
    private final MendTree mend;
    private final BrokenChains broken;

    @Inject
    ProveEntries(Pool pool, ChainMacs macs, SigningKeys keys, SignCheckpoint sign, MendTree mend, BrokenChains broken) {
        this.pool = pool;
        this.macs = macs;
        this.keys = keys;
        this.sign = sign;
        this.mend = mend;
        this.broken = broken;
    }

    /** Refuses with not-found, or with not-provable where the trail was tampered with. */
    Uni<InclusionView> inclusion(String clinic, UUID id) {
        ChainReads reads = new ChainReads(pool, clinic);
        return reads.list(ENTRY, Tuple.of(clinic, id), ChainEntry::of)
                .map(found -> found.stream().findFirst().orElseThrow(() -> Refusal.notFound()
                        .asException()))
                .chain(entry -> covering(reads, entry.position())
                        .chain(tree -> mending(clinic, () -> inclusion(reads, entry, tree))))
                .onFailure(BrokenChainException.class)
                .transform(ProveEntries::notProvable);
    }

    /** Signs where the entry has come just now. */
    private Uni<TreeAt> covering(ChainReads reads, long position) {
        return newestSigned(reads)
                .chain(newest -> newest.isPresent() && newest.get().checkpoint().size() >= position
                        ? Uni.createFrom().item(newest)
                        : sign.now(reads.clinic()).chain(() -> newestSigned(reads)))
                .map(newest -> newest.filter(tree -> tree.checkpoint().size() >= position)
                        .orElseThrow(() -> new BrokenChainException("no checkpoint covers it")));
    }

    private Uni<Optional<TreeAt>> newestSigned(ChainReads reads) {
        return reads.newestSigned(keys.all(), other -> {});
    }

    private Uni<InclusionView> inclusion(ChainReads reads, ChainEntry entry, TreeAt tree) {
        long size = tree.checkpoint().size();
        long leaf = entry.position() - 1;
        return hashes(reads, entry.position())
                .chain(hashes -> tree(reads, size, List.of(leaf, size - 1)).map(stored -> {
                    byte[] content = entry.content().canonical();
                    List<byte[]> path = MerkleProofs.inclusion(stored, leaf, size);
                    require(Arrays.equals(Hashes.chained(hashes.getFirst(), content), hashes.getLast())
                            && MerkleProofs.includes(
                                    hashes.getLast(),
                                    leaf,
                                    size,
                                    path,
                                    tree.checkpoint().root()));
                    return new InclusionView(
                            new String(content, StandardCharsets.UTF_8),
                            entry.position(),
                            CheckpointView.hex(hashes.getFirst()),
                            CheckpointView.hex(hashes.getLast()),
                            leaf,
                            size,
                            CheckpointView.hex(path),
                            CheckpointView.of(tree.checkpoint()));
                }));
    }

    /** Of the entry before, and of this one. */
    private Uni<List<byte[]>> hashes(ChainReads reads, long position) {
        return reads.batches(macs, position, 1).map(found -> {
            ChainBatch batch = Stream.concat(found.ours(), found.others())
                    .filter(one -> one.first() <= position)
                    .findFirst()
                    .orElseThrow(ProveEntries::doesNotFit);
            byte[] before = batch.first() == position
                    ? batch.previousHash()
                    : ChainTip.hash(batch, position - batch.first() - 1);
            return List.of(before, ChainTip.hash(batch, position - batch.first()));
        });
    }

    /** Refuses with not-found where no checkpoint has one of these sizes. */
    Uni<ConsistencyView> consistency(String clinic, long from, long to) {
        ChainReads reads = new ChainReads(pool, clinic);
        return existing(reads, from)
                .chain(earlier ->
                        existing(reads, to).chain(later -> mending(clinic, () -> consistent(reads, earlier, later))))
                .onFailure(BrokenChainException.class)
                .transform(ProveEntries::notProvable);
    }

    private Uni<ConsistencyView> consistent(ChainReads reads, Checkpoint earlier, Checkpoint later) {
        long from = earlier.size();
        long to = later.size();
        return tree(reads, to, List.of(from - 1, to - 1)).map(stored -> {
            List<byte[]> proof = MerkleProofs.consistency(stored, from, to);
            require(MerkleProofs.consistent(from, earlier.root(), to, later.root(), proof));
            return new ConsistencyView(CheckpointView.of(earlier), CheckpointView.of(later), CheckpointView.hex(proof));
        });
    }

    /** Where a proof does not hold because of the tree, which follows from the hashes, it is made anew. */
    private <T> Uni<T> mending(String clinic, Supplier<Uni<? extends T>> proof) {
        Uni<T> made = Uni.createFrom().deferred(proof);
        return made.onFailure(BrokenChainException.class)
                .recoverWithUni(failure -> mend.mend(clinic, MOST_MENDED).chain(mended -> {
                    if (mended == 0) {
                        return Uni.createFrom().failure(failure);
                    }
                    broken.found(clinic, mended + " roots of its tree were altered, or removed");
                    return made;
                }));
    }

    private Uni<Checkpoint> existing(ChainReads reads, long size) {
        return reads.checkpoint(size).map(found -> {
            Checkpoint checkpoint =
                    found.orElseThrow(() -> Refusal.notFound().asException()).checkpoint();
            require(keys.all().signed(checkpoint));
            return checkpoint;
        });
    }

    private Uni<StoredTree> tree(ChainReads reads, long size, List<Long> places) {
        return reads.expiries().chain(expiries -> {
            long through = TrailStart.through(macs, reads.clinic(), expiries);
            return through == 0
                    ? StoredTree.read(reads, macs, size, null, places)
                    : reads.checkpoint(through)
                            .chain(start -> StoredTree.read(reads, macs, size, start.orElse(null), places));
        });
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw doesNotFit();
        }
    }

    private static BrokenChainException doesNotFit() {
        return new BrokenChainException("what is kept does not fit together");
    }

    private static RuntimeException notProvable(Throwable broken) {
        return ProofRefusal.NOT_PROVABLE
                .because("The trail was tampered with, or its end is missing: " + broken.getMessage() + ".")
                .asException();
    }
}
