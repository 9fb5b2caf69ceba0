package org.visita.gateway.block;

import io.quarkus.vertx.VertxContextSupport;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.visita.contracts.access.AccessBlock;
import org.visita.kit.ids.Ids;

/** Writes down blocks beside the requests that led to them, one after the other. They hold on this replica meanwhile. */
@ApplicationScoped
class BlockWork {

    private static final Logger LOG = Logger.getLogger(BlockWork.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final ImposeBlock imposeBlock;
    private final BlockTable table;
    private final BlockWrites writes;
    private final BlockTrail trail;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().daemon().name("write-blocks").unstarted(work));

    @Inject
    BlockWork(ImposeBlock imposeBlock, BlockTable table, BlockWrites writes, BlockTrail trail, Clock clock) {
        this.imposeBlock = imposeBlock;
        this.table = table;
        this.writes = writes;
        this.trail = trail;
        this.clock = clock;
    }

    void impose(Offender offender) {
        UUID id = Ids.next();
        if (writer.getQueue().size() >= MOST_WAITING) {
            // Whoever goes on is found out once more; a block that stands in no list could not be lifted.
            LOG.errorf("Too many blocks at once: block %s is not imposed", id);
            return;
        }
        AccessBlock meant = imposeBlock.meant(id, offender, table.last(offender.kind(), offender.subject()));
        BlockTrail.Begun begun = trail.begin(id, offender);
        table.apply(meant);
        writer.execute(() -> write(id, offender, meant, begun));
    }

    private void write(UUID id, Offender offender, AccessBlock meant, BlockTrail.Begun begun) {
        try {
            ImposeBlock.Imposed imposed =
                    VertxContextSupport.subscribeAndAwait(() -> imposeBlock.impose(id, offender, meant.blockedAt()));
            // First of all: it is written, whatever fails behind it.
            trail.settled(begun, imposed);
            table.settle(meant, imposed.row().toAccessBlock());
            writes.flag(imposed.row());
        } catch (Throwable failure) {
            // By its class only: a message may quote the row.
            LOG.errorf(
                    "Block %s could not be written (%s) and holds on this replica only, until it can",
                    id, failure.getClass().getSimpleName());
            again(id, offender, meant, begun);
        }
    }

    /** Until it is over: what stands in no list, nobody can lift. */
    private void again(UUID id, Offender offender, AccessBlock meant, BlockTrail.Begun begun) {
        if (writer.isShutdown()) {
            return;
        }
        if (BlockTable.stands(meant, clock.instant())) {
            writer.schedule(() -> write(id, offender, meant, begun), TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            trail.givenUp(begun);
        }
    }

    @PreDestroy
    void close() {
        writer.shutdownNow();
    }
}
