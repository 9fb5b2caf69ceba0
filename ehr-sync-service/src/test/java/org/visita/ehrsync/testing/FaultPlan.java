package org.visita.ehrsync.testing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which requests meet which fault. */
public interface FaultPlan {

    /** What this request meets; empty if nothing. Asked once for each request, as it comes. */
    Optional<Misdeed> next(EhrRequest request);

    /** All of them from now on: the first that concerns a request strikes it. */
    static FaultPlan together(Fault... faults) {
        List<ArmedFault> armed = Stream.of(faults).map(ArmedFault::new).toList();
        return request -> armed.stream()
                .filter(fault -> fault.strikes(request))
                .findFirst()
                .map(ArmedFault::deed);
    }

    /** One after the other: the next begins when the one before has struck so often, or has lasted so long. */
    static FaultPlan inOrder(Fault... steps) {
        return new FaultSteps(List.of(steps));
    }

    /**
     * By chance: the same seed lets the same requests about the first, the second, the third thing meet the same, however
     * they interleave.
     *
     * @param rate share of the requests that meet a fault, 0 to 1
     */
    static RandomFaults random(long seed, double rate) {
        return new RandomFaults(seed, rate);
    }
}
