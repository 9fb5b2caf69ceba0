package org.visita.ehrsync.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Faults one after the other. */
final class FaultSteps implements FaultPlan {

    private final Deque<Fault> later;
    private ArmedFault now;

    FaultSteps(List<Fault> steps) {
        later = new ArrayDeque<>(steps);
        now = new ArmedFault(later.removeFirst());
    }

    @Override
    public synchronized Optional<Misdeed> next(EhrRequest request) {
        while (now.isOver() && !later.isEmpty()) {
            now = new ArmedFault(later.removeFirst());
        }
        return now.strikes(request) ? Optional.of(now.deed()) : Optional.empty();
    }
}
