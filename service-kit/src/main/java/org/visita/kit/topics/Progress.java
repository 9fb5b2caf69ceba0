package org.visita.kit.topics;

import java.time.Duration;
import java.util.Map;

/**
 * How far a follower has come. Written by its thread, read by any. Offsets are by partition: the next one to read, and
 * the one that the next record of the topic will have.
 */
final class Progress {

    /** Longer than a measurement takes when all is well, shorter than anybody should trust an old one. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(3);

    private volatile Map<Integer, Long> applied = Map.of();
    private volatile Map<Integer, Long> reached = Map.of();
    private volatile boolean caughtUp;
    private volatile long currentAt = System.nanoTime();

    Map<Integer, Long> applied() {
        return applied;
    }

    Map<Integer, Long> reached() {
        return reached;
    }

    boolean caughtUp() {
        return caughtUp;
    }

    boolean isCurrent() {
        return caughtUp && age().compareTo(KNOWN_FOR) < 0;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - currentAt);
    }

    long lag() {
        Map<Integer, Long> known = applied;
        return reached.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - known.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** Everything before these offsets has been read. */
    void apply(Map<Integer, Long> next) {
        applied = Map.copyOf(next);
    }

    /** Has the topic's ends; what happened while nobody listened is not known to be current. */
    void begin(Map<Integer, Long> ends) {
        reached = Map.copyOf(ends);
    }

    /** Has the topic's ends as they are now, and judges by those of the measurement before. */
    void measure(Map<Integer, Long> ends) {
        if (caughtUp && lag() == 0) {
            currentAt = System.nanoTime();
        }
        reached = Map.copyOf(ends);
    }

    /** @return whether the follower has caught up just now, for the first time, with what stood in the topic */
    boolean catchUp(Map<Integer, Long> ends) {
        if (caughtUp
                || ends.entrySet().stream().anyMatch(end -> applied.getOrDefault(end.getKey(), 0L) < end.getValue())) {
            return false;
        }
        currentAt = System.nanoTime();
        caughtUp = true;
        return true;
    }
}
