package org.visita.gateway.block;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.SuspendKey;
import org.visita.kit.outbox.Transactions;

/** Blocks a caller for what it did: for longer each time, and a key that goes on even then is suspended. */
@ApplicationScoped
class ImposeBlock {

    /**
     * What came of it.
     *
     * @param isOurs false: another replica was faster, and its block stands
     * @param key that was suspended just now; null if none was
     */
    record Imposed(BlockEntity row, boolean isOurs, AccessKey key) {

        /** No block stands beside a suspended key. */
        boolean suspended() {
            return !row.until.isAfter(row.blockedAt);
        }
    }

    private final Blocks blocks;
    private final BlockWrites writes;
    private final SuspendKey suspend;
    private final Transactions transactions;
    private final Ladder ladder;
    private final Clock clock;

    @Inject
    ImposeBlock(
            Blocks blocks,
            BlockWrites writes,
            SuspendKey suspend,
            Transactions transactions,
            GatewayConfig config,
            Clock clock) {
        this.blocks = blocks;
        this.writes = writes;
        this.suspend = suspend;
        this.transactions = transactions;
        this.ladder = Ladder.of(config.blocking());
        this.clock = clock;
    }

    /** What this replica holds to until the row is written. */
    AccessBlock meant(UUID id, Offender offender, AccessBlock last) {
        Instant now = clock.instant();
        int step = ladder.next(last, now);
        return BlockEntity.of(id, offender, step, now, now.plus(ladder.length(step)))
                .toAccessBlock();
    }

    /** @param since when it began to hold: the database may have been away meanwhile */
    Uni<Imposed> impose(UUID id, Offender offender, Instant since) {
        return transactions
                .write(() -> blocks.lastAlone(offender)
                        // An earlier try may have written it without hearing so.
                        .chain(last -> last != null && (last.id.equals(id) || last.stands(clock.instant()))
                                ? Uni.createFrom().item(new Imposed(last, last.id.equals(id), null))
                                : impose(
                                        id,
                                        offender,
                                        ladder.next(last == null ? null : last.toAccessBlock(), since),
                                        since)))
                .invoke(imposed -> {
                    // Not before the end of the transaction: it may yet fail.
                    if (imposed.key() != null) {
                        suspend.apply(imposed.key());
                    }
                });
    }

    private Uni<Imposed> impose(UUID id, Offender offender, int step, Instant since) {
        boolean beyond = ladder.isBeyond(offender.kind(), step);
        Uni<AccessKey> suspended =
                beyond ? suspend.suspend(offender.subject()) : Uni.createFrom().nullItem();
        return suspended.chain(key -> {
            // A suspended key needs no block beside it: that one would outlast its being enabled again.
            Instant until = key != null ? since : since.plus(ladder.length(step));
            BlockEntity row = BlockEntity.of(id, offender, step, since, until);
            return blocks.add(row).call(writes::announce).map(added -> new Imposed(added, true, key));
        });
    }
}
