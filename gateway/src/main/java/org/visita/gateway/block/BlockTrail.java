package org.visita.gateway.block;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.contracts.Actor;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.audit.AuditedAct;
import org.visita.kit.audit.OpenAct;
import org.visita.kit.problem.CommonRefusal;

/** Tells of blocks that the gateway imposed by itself: in the audit trail, in the log, and by numbers that alert. */
@Startup
@ApplicationScoped
class BlockTrail {

    private static final Logger LOG = Logger.getLogger(BlockTrail.class);
    private static final Actor OURSELVES = new Actor(Actor.Kind.SERVICE, "gateway");
    private static final String IMPOSE = "block.impose";
    private static final String BLOCK = "Block";
    private static final String SUSPENDED = "suspended";

    /** One that was meant. Only the thread that writes blocks knows how it went. */
    static final class Begun {

        private final UUID id;
        private final Offender offender;
        private final OpenAct act;
        private boolean over;

        private Begun(UUID id, Offender offender, OpenAct act) {
            this.id = id;
            this.offender = offender;
            this.act = act;
        }
    }

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

    /** Before it is written, so that it stands in the trail even if this process does not live to see the end of it. */
    Begun begin(UUID id, Offender offender) {
        return new Begun(
                id, offender, audit.begin(act(offender, IMPOSE, BLOCK, id.toString(), Outcome.FAILED, "interrupted")));
    }

    /** The first time that it is known what came of it. */
    void settled(Begun begun, ImposeBlock.Imposed imposed) {
        if (begun.over) {
            return;
        }
        begun.over = true;
        BlockEntity row = imposed.row();
        if (!imposed.isOurs()) {
            begun.act.end(act(begun.offender, IMPOSE, BLOCK, row.id.toString(), Outcome.REFUSED, "blocked-already"));
            return;
        }
        begun.act.end(
                imposed.suspended()
                        ? act(begun.offender, "key.suspend", "Key", row.subject, Outcome.SUCCEEDED, null)
                        : act(begun.offender, IMPOSE, BLOCK, row.id.toString(), Outcome.SUCCEEDED, null));
        String step = imposed.suspended() ? SUSPENDED : Integer.toString(row.step);
        counter(row.kind, step).increment();
        LOG.warnf("Blocked %s until %s (block %s, step %s)", name(row), row.until, row.id, step);
    }

    /** It would be over by now. */
    void givenUp(Begun begun) {
        if (!begun.over) {
            begun.over = true;
            String code = CommonRefusal.UNAVAILABLE.code();
            begun.act.end(act(begun.offender, IMPOSE, BLOCK, begun.id.toString(), Outcome.FAILED, code));
        }
    }

    private static AuditedAct act(
            Offender offender, String action, String type, String id, Outcome outcome, String code) {
        // The list of blocks has the address, for those who have to look at it, and forgets it in time.
        return new AuditedAct(offender.clinic(), OURSELVES, action, type, id, null, outcome, code, null, null, null, 0);
    }

    private static String name(BlockEntity row) {
        return row.kind == Kind.KEY ? "key " + row.subject : "a network";
    }

    private Counter counter(Kind kind, String step) {
        return registry.counter("visita_gateway_blocks", "kind", kind.name().toLowerCase(Locale.ROOT), "step", step);
    }
}
