package org.visita.gateway.block;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.visita.contracts.EventType;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.limit.Limits;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/**
 * How word of a block spreads: with its row to the topic, and after it to this replica's own table and to Redis. So
 * whoever has the answer in hand finds it true here at once, and at the other replicas within moments.
 */
@ApplicationScoped
class BlockWrites {

    private final Outbox outbox;
    private final BlockSeal seal;
    private final BlockTable table;
    private final Limits limits;
    private final Clock clock;

    @Inject
    BlockWrites(Outbox outbox, BlockSeal seal, BlockTable table, Limits limits, Clock clock) {
        this.outbox = outbox;
        this.seal = seal;
        this.table = table;
        this.limits = limits;
        this.clock = clock;
    }

    /** Joins the running transaction. */
    Uni<Void> announce(BlockEntity row) {
        AccessBlock block = seal.sign(row.toAccessBlock());
        String key = BlockTable.name(block.kind(), block.subject());
        return outbox.append(OutboxRecord.of(Ids.next(), EventType.ACCESS_BLOCK_CHANGED, key, block));
    }

    /** After the transaction. */
    void spread(BlockEntity row) {
        table.apply(row.toAccessBlock());
        flag(row);
    }

    void flag(BlockEntity row) {
        Duration left = Duration.between(clock.instant(), row.until);
        boolean stands = row.stands(clock.instant());
        String id = row.id.toString();
        if (row.kind == Kind.KEY) {
            if (stands) {
                limits.flag(row.clinic, row.subject, id, left);
            } else {
                limits.unflag(row.clinic, row.subject, id);
            }
        } else if (stands) {
            limits.flagNetwork(row.subject, id, left);
        } else {
            limits.unflagNetwork(row.subject, id);
        }
    }
}
