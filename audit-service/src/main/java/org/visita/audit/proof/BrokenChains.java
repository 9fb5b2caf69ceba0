package org.visita.audit.proof;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.visita.proof.Finding;

/**
 * Chains that do not hold, as far as this replica has seen. One holds again when all positions that something was found at
 * were looked at once more, and nothing was.
 */
@ApplicationScoped
class BrokenChains {

    private static final Logger LOG = Logger.getLogger(BrokenChains.class);

    /**
     * @param low first position that is still to be looked at; 0 where every verification looks, wherever it begins
     * @param high last one
     */
    private record Broken(String what, long low, long high) {

        Broken and(Broken other) {
            return new Broken(other.what, Math.min(low, other.low), Math.max(high, other.high));
        }

        /** @return what is left; null for nothing */
        Broken without(long from, long to) {
            if (high == 0) {
                return null;
            }
            long start = Math.max(low, 1);
            if (from > start || to < start) {
                return this;
            }
            return to >= high ? null : new Broken(what, to + 1, high);
        }
    }

    private final Map<String, Broken> broken = new ConcurrentHashMap<>();

    @Inject
    BrokenChains(MeterRegistry registry) {
        registry.gaugeMapSize("visita_audit_broken_chains", List.of(), broken);
    }

    void found(String clinic, List<Finding> findings) {
        long high = findings.stream().mapToLong(Finding::position).max().orElse(0);
        long low = findings.stream()
                .mapToLong(Finding::position)
                .filter(position -> position > 0)
                .min()
                .orElse(0);
        found(clinic, findings.getFirst().detail(), low, high);
    }

    /** Somewhere in it. */
    void found(String clinic, String what) {
        found(clinic, what, 1, Long.MAX_VALUE);
    }

    private void found(String clinic, String what, long low, long high) {
        Broken now = new Broken(what, low, high);
        Broken before = broken.get(clinic);
        broken.merge(clinic, now, Broken::and);
        if (before == null || !before.what().equals(what)) {
            LOG.errorf(
                    "The audit trail of the clinic %s does not hold: %s. See the runbook audit-broken-chain",
                    clinic, what);
        }
    }

    /** @param to {@code Long.MAX_VALUE} for the end, wherever that is */
    void foundRight(String clinic, long from, long to) {
        if (broken.containsKey(clinic)
                && broken.computeIfPresent(clinic, (same, one) -> one.without(from, to)) == null) {
            LOG.infof("The audit trail of the clinic %s holds again", clinic);
        }
    }

    boolean isBroken(String clinic) {
        return broken.containsKey(clinic);
    }
}
