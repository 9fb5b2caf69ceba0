package org.visita.gateway.block;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.GatewayConfig;

/**
 * How long a block lasts: longer each time, until the caller was quiet for long enough.
 *
 * @param steps the first block, the second and so on
 * @param forgottenAfter time without a block after which the next is a first one
 */
record Ladder(List<Duration> steps, Duration forgottenAfter) {

    static Ladder of(GatewayConfig.Blocking config) {
        if (config.steps().isEmpty() || config.steps().stream().anyMatch(step -> !step.isPositive())) {
            throw new IllegalStateException("visita.gateway.blocking.steps names how long blocks last, at least one");
        }
        return new Ladder(List.copyOf(config.steps()), config.forgottenAfter());
    }

    /** @param last block of the caller, null if there was none */
    int next(AccessBlock last, Instant now) {
        return goesOn(last, now) ? Math.min(last.step() + 1, steps.size() + 1) : 1;
    }

    /** Of a block by hand: it neither goes up nor begins anew. */
    int kept(AccessBlock last, Instant now) {
        return goesOn(last, now) ? last.step() : 0;
    }

    private boolean goesOn(AccessBlock last, Instant now) {
        return last != null && !last.lifted() && now.isBefore(last.until().plus(forgottenAfter));
    }

    /** Whether no block is long enough for it any more. An address has nobody to ask: it is blocked as long as can be. */
    boolean isBeyond(Kind kind, int step) {
        return kind == Kind.KEY && step > steps.size();
    }

    Duration length(int step) {
        return steps.get(Math.min(step, steps.size()) - 1);
    }
}
