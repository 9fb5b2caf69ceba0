package org.visita.audit.proof;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.visita.kit.database.SqlStates;
import org.visita.kit.problem.Failures;
import org.visita.proof.Finding;
import org.visita.proof.Finding.Kind;

/** Verifies many chains, one after the other, as much at a time as it is told. Blocks; for one thread at a time. */
final class VerifyRound {

    private static final Logger LOG = Logger.getLogger(VerifyRound.class);

    /** For one page, or for the roots of one tree. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Connections, logins, transactions that were ended, locks, limits, the operator, the system: what may pass. */
    private static final String PASSING = "(08|25|28|3D|40|53|55|57|58).*";

    /** What it takes to begin with a chain, as many entries. */
    private static final int BEGINNING = 100;

    private final VerifyTrail verify;
    private final Deque<String> clinics;
    private String clinic;
    private Remembered known;
    private VerifyRun run;
    private boolean told;

    VerifyRound(VerifyTrail verify, Collection<String> clinics) {
        this.verify = verify;
        this.clinics = new ArrayDeque<>(clinics);
    }

    /** Goes on for about so many entries. @return whether there are more */
    boolean goOn(long entries) {
        long left = entries;
        while (left > 0) {
            if (run == null && clinics.isEmpty()) {
                return false;
            }
            left -= step();
        }
        return true;
    }

    /**
     * One that cannot be verified must not keep out the others; it is tried again in the next round. Unless something was
     * out of reach, it is a chain that does not hold: nobody can say what a row may be made to say.
     */
    private long step() {
        try {
            return run == null ? begin() : next();
        } catch (RuntimeException failure) {
            LOG.warnf(
                    "Verifying the chain of the clinic %s failed (%s: %s)",
                    clinic, failure.getClass().getSimpleName(), failure.getMessage());
            if (!mayPass(failure)) {
                verify.rememberUnverified(
                        clinic,
                        failure instanceof BrokenChainException
                                ? failure.getMessage()
                                : failure.getClass().getSimpleName());
            }
            run = null;
            return BEGINNING;
        }
    }

    private static boolean mayPass(RuntimeException failure) {
        return SqlStates.of(failure)
                .map(state -> state.matches(PASSING))
                // Without a state, a part is out of reach, or this process is about to end.
                .orElseGet(() -> Failures.mayPass(failure)
                        || failure instanceof TimeoutException
                        || failure instanceof RejectedExecutionException
                        || failure.getCause() instanceof InterruptedException);
    }

    private long begin() {
        clinic = clinics.poll();
        known = verify.remembered(clinic);
        told = false;
        run = now(verify.begin(clinic, known, 1, Long.MAX_VALUE));
        return BEGINNING;
    }

    private long next() {
        long before = run.next();
        if (!run.isDone()) {
            now(verify.page(run));
        }
        long done = run.next() - before;
        if (run.isDone()) {
            end(run);
        } else if (!told && !run.findings().isEmpty()) {
            // Its end may be far.
            tell(run);
        }
        return Math.max(done, 1);
    }

    private void end(VerifyRun ended) {
        run = null;
        List<Finding> findings = tell(ended);
        if (findings.stream().anyMatch(finding -> finding.kind() == Kind.TREE)) {
            now(verify.mend(clinic));
        }
    }

    /** @return what it found; nothing where that says nothing */
    private List<Finding> tell(VerifyRun of) {
        if (now(verify.wasOvertaken(of))) {
            // The retention does not come twice on one day.
            run = null;
            clinics.add(clinic);
            return List.of();
        }
        List<Finding> findings = of.findings();
        verify.remember(of, findings, known);
        told = true;
        return findings;
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
