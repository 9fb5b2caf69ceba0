package org.visita.gateway.block;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.audit.AuditTrail;

/** Tells of blocks that the gateway imposed by itself: in the audit trail, in the log, and by numbers that alert. */
@Startup
@ApplicationScoped
class BlockTrail {

    private static final Logger LOG = Logger.getLogger(BlockTrail.class);
    private static final String SUSPENDED = "suspended";

    private final AuditTrail audit;
    private final MeterRegistry registry;

    @Inject
    BlockTrail(AuditTrail audit, MeterRegistry registry, GatewayConfig config) {
        this.audit = audit;
        this.registry = registry;
        // There from the start, so that the first one of each is a growth that alerts can see.
        for (Kind kind : Kind.values()) {
            for (int step = 1; step <= config.blocking().steps().size() + 1; step++) {
                counter(kind, Integer.toString(step));
            }
        }
        counter(Kind.KEY, SUSPENDED);
    }

    void imposed(ImposeBlock.Imposed imposed) {
        BlockEntity row = imposed.row();
        String step = imposed.suspended() ? SUSPENDED : Integer.toString(row.step);
        counter(row.kind, step).increment();
        LOG.warnf("Blocked %s until %s (block %s, step %s)", name(row), row.until, row.id, step);
        audit.record(new AuditTrail.Act(
                row.clinic,
                null,
                imposed.suspended() ? "key.suspend" : "block.impose",
                imposed.suspended() ? "Key" : "Block",
                imposed.suspended() ? row.subject : row.id.toString(),
                Outcome.SUCCEEDED,
                "abnormal-usage-detected",
                // The list of blocks has the address, for those who have to look at it, and forgets it in time.
                null,
                null,
                0));
    }

    private static String name(BlockEntity row) {
        return row.kind == Kind.KEY ? "key " + row.subject : "a network";
    }

    private Counter counter(Kind kind, String step) {
        return registry.counter("visita_gateway_blocks", "kind", kind.name().toLowerCase(Locale.ROOT), "step", step);
    }
}
