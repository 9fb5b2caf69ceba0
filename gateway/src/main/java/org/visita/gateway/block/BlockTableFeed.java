package org.visita.gateway.block;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.visita.contracts.Topics;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.limit.NetworkNames;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.topics.TopicFollowers;

/** Fills the table from the database before the door opens, and then keeps it current twice over, as that of the keys. */
@ApplicationScoped
class BlockTableFeed {

    private static final Logger LOG = Logger.getLogger(BlockTableFeed.class);

    private final Blocks blocks;
    private final BlockTable table;
    private final BlockSeal seal;
    private final NetworkNames names;
    private final TopicFollowers followers;
    private final Transactions transactions;
    private final GatewayConfig.Blocking config;
    private final Clock clock;
    private final BlockChanges changes;

    @Inject
    BlockTableFeed(
            Blocks blocks,
            BlockTable table,
            BlockSeal seal,
            NetworkNames names,
            TopicFollowers followers,
            Transactions transactions,
            GatewayConfig config,
            Clock clock,
            MeterRegistry registry) {
        this.blocks = blocks;
        this.table = table;
        this.seal = seal;
        this.names = names;
        this.followers = followers;
        this.transactions = transactions;
        this.config = config.blocking();
        this.clock = clock;
        this.changes = new BlockChanges(
                blocks,
                this::load,
                () -> clock.instant().minus(this.config.forgottenAfter()),
                config.keys().reread(),
                config.keys().rereadTimeout());
        for (Kind kind : Kind.values()) {
            Gauge.builder("visita_gateway_blocked", table, held -> held.count(kind))
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    void start(@Observes StartupEvent starting) {
        try {
            changes.load();
        } catch (Throwable failure) {
            throw new IllegalStateException("the blocks could not be loaded", failure);
        }
        followers.follow(Topics.ACCESS_BLOCKS, AccessBlock.class, this::take);
        changes.follow();
    }

    void stop(@Observes ShutdownEvent stopping) {
        changes.close();
    }

    /** A network's name comes from the pepper, which may be another one by now. */
    private void load(BlockEntity row) {
        if (row.kind == Kind.ADDRESS) {
            row.subject = names.current(row.subject, row.network);
        }
        table.apply(row.toAccessBlock());
    }

    private void take(AccessBlock block) {
        if (seal.isGenuine(block)) {
            table.apply(block);
        } else {
            LOG.errorf("Passed over block %s on %s: no gateway has signed it", block.id(), Topics.ACCESS_BLOCKS);
        }
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        table.sweep();
        return transactions
                .write(() -> blocks.forget(clock.instant().minus(config.keptFor())))
                .replaceWithVoid();
    }
}
