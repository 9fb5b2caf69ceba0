package org.visita.audit.proof;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.visita.audit.AuditConfig;
import org.visita.audit.chain.AppendedHeads;
import org.visita.audit.chain.ChainMacs;
import org.visita.contracts.EventType;
import org.visita.kit.database.SqlStates;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;
import org.visita.kit.outbox.Transactions;
import org.visita.proof.Checkpoint;
import org.visita.proof.TreeAt;

/** Signs what was appended to a chain since the last checkpoint, after having seen that it is ours. */
@ApplicationScoped
public class SignCheckpoint {

    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool pool;
    private final ChainMacs macs;
    private final SigningKeys keys;
    private final NewestCheckpoints published;
    private final AppendedHeads appended;
    private final BrokenChains broken;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditConfig.Proof config;
    private final Clock clock;

    @Inject
    SignCheckpoint(
            Pool pool,
            ChainMacs macs,
            SigningKeys keys,
            NewestCheckpoints published,
            AppendedHeads appended,
            BrokenChains broken,
            Transactions transactions,
            Outbox outbox,
            AuditConfig config,
            Clock clock) {
        this.pool = pool;
        this.macs = macs;
        this.keys = keys;
        this.published = published;
        this.appended = appended;
        this.broken = broken;
        this.transactions = transactions;
        this.outbox = outbox;
        this.config = config.proof();
        this.clock = clock;
    }

    /**
     * Signs all there is, and gives the newest checkpoint: one that covers every entry that was there when this was asked,
     * unless the chain is broken. Then nothing is signed, and it is the one that was signed last. Empty: there is none.
     */
    public Uni<Optional<TreeAt>> now(String clinic) {
        return new ChainReads(pool, clinic)
                .newestBatches(1)
                .chain(head ->
                        signUpTo(clinic, head.isEmpty() ? 0 : head.getFirst().last()))
                .onFailure(BrokenChainException.class)
                .recoverWithUni(() -> newest(clinic));
    }

    /** Not to the end, which may move on faster than it can be signed. */
    private Uni<Optional<TreeAt>> signUpTo(String clinic, long position) {
        return newest(clinic)
                .chain(newest -> newest.isPresent() && newest.get().checkpoint().size() >= position
                        ? Uni.createFrom().item(newest)
                        : signNext(clinic)
                                .chain(signed -> signed.isPresent() ? signUpTo(clinic, position) : newest(clinic)));
    }

    private Uni<Optional<TreeAt>> newest(String clinic) {
        return new ChainReads(pool, clinic).newestCheckpoint(Long.MAX_VALUE);
    }

    /**
     * Signs once, about as many entries as a checkpoint may cover. Empty: there was nothing to sign.
     *
     * @throws BrokenChainException (as a failure) if the chain is not as it was; this is logged and counted
     */
    Uni<Optional<TreeAt>> signNext(String clinic) {
        return Uni.createFrom()
                // Before the database is asked: what was published by then must be there.
                .item(() -> published.of(clinic))
                .chain(known -> newest(clinic).map(newest -> begin(known, newest)))
                .invoke(tip -> appended.of(clinic).ifPresent(tip::expect))
                .chain(tip -> extend(clinic, tip))
                .chain(tip -> tip.size() == tip.previous() ? nothing() : store(clinic, tip))
                .onFailure(BrokenChainException.class)
                .invoke(failure -> broken.found(clinic, failure.getMessage()));
    }

    private static Uni<Optional<TreeAt>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private ChainTip begin(Optional<Checkpoint> known, Optional<TreeAt> newest) {
        long size = newest.map(tree -> tree.checkpoint().size()).orElse(0L);
        if (known.isPresent() && known.get().size() > size) {
            throw new BrokenChainException(
                    "the checkpoint of " + known.get().size() + " entries was published, but is not there any more");
        }
        if (newest.isEmpty()) {
            return ChainTip.atBeginning(macs);
        }
        String keyId = newest.get().checkpoint().keyId();
        if (!keys.all().knows(keyId)) {
            throw new BrokenChainException(
                    "the checkpoint of " + size + " entries is signed with the key " + keyId + ", unknown here");
        }
        if (!keys.all().signed(newest.get().checkpoint()) || !newest.get().isWhole()) {
            throw new BrokenChainException("the checkpoint of " + size + " entries was altered");
        }
        return ChainTip.at(macs, newest.get());
    }

    private Uni<ChainTip> extend(String clinic, ChainTip tip) {
        return new ChainReads(pool, clinic)
                .batches(tip.size() + 1, config.signAfterEntries())
                .chain(batches -> {
                    long before = tip.size();
                    batches.forEach(tip::add);
                    if (tip.size() == before) {
                        tip.end();
                        return Uni.createFrom().item(tip);
                    }
                    boolean more = tip.size() - tip.previous() < config.signAfterEntries();
                    return more ? extend(clinic, tip) : Uni.createFrom().item(tip);
                });
    }

    /** Row and announcement together. Where another replica has signed in the meantime, there is nothing to do. */
    private Uni<Optional<TreeAt>> store(String clinic, ChainTip tip) {
        Checkpoint checkpoint = keys.current()
                .sign(
                        clinic,
                        tip.size(),
                        tip.previous(),
                        tip.tree().root(),
                        tip.head(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        TreeAt tree = new TreeAt(checkpoint, tip.tree().subtrees());
        return transactions
                .write(() -> insert(tree)
                        .chain(() -> insertBlocks(clinic, tip.blocks()))
                        .chain(() -> outbox.append(OutboxRecord.of(
                                Ids.next(),
                                EventType.AUDIT_CHECKPOINT_SIGNED,
                                clinic,
                                NewestCheckpoints.toPublish(checkpoint)))))
                .invoke(() -> published.remember(checkpoint))
                .map(done -> Optional.of(tree))
                .onFailure(SignCheckpoint::wasFaster)
                .recoverWithUni(() -> newest(clinic).map(found -> grown(found, tip.previous())));
    }

    /** Only another replica's checkpoint is one more; a row that somebody put in its way would be met for ever. */
    private static Optional<TreeAt> grown(Optional<TreeAt> newest, long previous) {
        if (newest.isEmpty() || newest.get().checkpoint().size() <= previous) {
            throw new BrokenChainException(
                    "another checkpoint that goes on from that of " + previous + " entries was put in");
        }
        return newest;
    }

    private static boolean wasFaster(Throwable failure) {
        return SqlStates.of(failure).filter(UNIQUE_VIOLATION::equals).isPresent();
    }

    private static Uni<Integer> insert(TreeAt tree) {
        Checkpoint checkpoint = tree.checkpoint();
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                insert into audit_checkpoint
                                  (clinic, size, previous, root, head, frontier, at, key_id, signature)
                                values (?1, ?2, ?3, decode(?4, 'hex'), decode(?5, 'hex'), decode(?6, 'hex'),
                                  cast(cast(?7 as text) as timestamptz), ?8, decode(?9, 'hex'))""")
                .setParameter(1, checkpoint.clinic())
                .setParameter(2, checkpoint.size())
                .setParameter(3, checkpoint.previous())
                .setParameter(4, hex(checkpoint.root()))
                .setParameter(5, hex(checkpoint.head()))
                .setParameter(6, hex(CheckpointRow.together(tree.frontier())))
                .setParameter(7, checkpoint.at().toString())
                .setParameter(8, checkpoint.keyId())
                .setParameter(9, hex(checkpoint.signature()))
                .executeUpdate());
    }

    private static Uni<Integer> insertBlocks(String clinic, Map<Long, byte[]> blocks) {
        if (blocks.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        List<String> rows = blocks.entrySet().stream()
                .map(block -> block.getKey() + ":" + hex(block.getValue()))
                .toList();
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                insert into audit_tree (clinic, block, root)
                                select ?1, cast(split_part(one, ':', 1) as bigint), decode(split_part(one, ':', 2), 'hex')
                                from unnest(string_to_array(?2, ',')) as one
                                on conflict do nothing""")
                .setParameter(1, clinic)
                .setParameter(2, String.join(",", rows))
                .executeUpdate());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
