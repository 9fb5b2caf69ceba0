package org.visita.ehrsync.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Faults by chance. */
public final class RandomFaults implements FaultPlan {

    /** What befalls every EHR now and then, and passes. None of it says that the booking is wrong. */
    private static final Fault[] PASSING = {
        Fault.answering(503),
        Fault.answering(500),
        Fault.askingToWait(429, Duration.ZERO),
        Fault.askingToWaitUntil(503, Duration.ZERO),
        Fault.answering(409).onWrites("Appointment"),
        Fault.answering(412).onWrites("Appointment"),
        Fault.doing(Fault.Kind.REDIRECT),
        Fault.doing(Fault.Kind.SILENCE),
        Fault.doing(Fault.Kind.SILENCE_AFTER_COMMIT),
        Fault.doing(Fault.Kind.CUT),
        Fault.doing(Fault.Kind.CUT_AFTER_COMMIT),
        Fault.doing(Fault.Kind.GIBBERISH),
        Fault.doing(Fault.Kind.FLOOD),
        Fault.slow(Duration.ofMillis(50))
    };

    private final long seed;
    private final double rate;
    private final Map<String, Integer> things = new HashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private final Map<String, Integer> struck = new HashMap<>();
    private List<ArmedFault> faults;
    private int mostEach = Integer.MAX_VALUE;

    RandomFaults(long seed, double rate) {
        this.seed = seed;
        this.rate = rate;
        among(PASSING);
    }

    /** One of these, each as likely as another; without a word, one of those that pass. */
    public RandomFaults among(Fault... those) {
        faults = Stream.of(those).map(ArmedFault::new).toList();
        return this;
    }

    /** At most so many for one booking, or one patient: more would rightly be a dead letter. */
    public RandomFaults atMostEach(int times) {
        mostEach = times;
        return this;
    }

    @Override
    public synchronized Optional<Misdeed> next(EhrRequest request) {
        String subject = request.subject();
        // Numbered as they come: their names are new in every run.
        int thing = things.computeIfAbsent(subject, any -> things.size());
        String kind = request.method() + ' ' + request.type() + ' ' + thing;
        int turn = turns.merge(kind, 1, Integer::sum);
        SplittableRandom dice = new SplittableRandom(seed + 31L * kind.hashCode() + 1_000_003L * turn);
        if (dice.nextDouble() >= rate || struck.getOrDefault(subject, 0) >= mostEach) {
            return Optional.empty();
        }
        ArmedFault fault = faults.get(dice.nextInt(faults.size()));
        if (!fault.strikes(request)) {
            return Optional.empty();
        }
        struck.merge(subject, 1, Integer::sum);
        return Optional.of(fault.deed());
    }
}
