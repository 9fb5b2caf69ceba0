package org.visita.gateway.block;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.key.KeyGrant;
import org.visita.gateway.key.KeyTable;
import org.visita.gateway.limit.NetworkNames;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.CommonRefusal;

/** Ends a block before its time; it was a mistake then, and does not make the next one longer. Twice does no harm. */
@ApplicationScoped
class LiftBlock {

    private final Blocks blocks;
    private final BlockWrites writes;
    private final NetworkNames names;
    private final KeyTable keys;
    private final KeyGrant grant;
    private final Clock clock;

    @Inject
    LiftBlock(Blocks blocks, BlockWrites writes, NetworkNames names, KeyTable keys, KeyGrant grant, Clock clock) {
        this.blocks = blocks;
        this.writes = writes;
        this.names = names;
        this.keys = keys;
        this.grant = grant;
        this.clock = clock;
    }

    /** Inside a transaction. */
    Uni<BlockEntity> lift(Caller caller, UUID id, String reason) {
        return blocks.lock(id).map(row -> FindBlocks.visible(caller, row)).call(row -> lift(caller, row, reason));
    }

    Uni<Void> lift(Caller caller, BlockEntity row, String reason) {
        refuseAbove(caller, row);
        if (row.liftedAt != null) {
            return Uni.createFrom().voidItem();
        }
        if (row.kind == Kind.ADDRESS) {
            // As all replicas call it that have to hear of it.
            row.subject = names.current(row.subject, row.network);
        }
        row.lift(caller.actor().toString(), reason, clock.instant());
        return writes.announce(row);
    }

    /** Who may not open a key may not open it this way either. */
    private void refuseAbove(Caller caller, BlockEntity row) {
        if (row.byOperator && !FindBlocks.isOperator(caller)) {
            throw CommonRefusal.FORBIDDEN
                    .because("Only a platform operator lifts a block that one has imposed.")
                    .asException();
        }
        if (row.kind == Kind.KEY) {
            keys.find(row.subject).ifPresent(key -> grant.refuseAbove(caller, key.record()));
        }
    }
}
