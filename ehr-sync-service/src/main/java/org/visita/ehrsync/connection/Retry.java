package org.visita.ehrsync.connection;

import java.time.Duration;
import java.util.List;
import org.visita.kit.problem.FieldError;

/**
 * How long a version of a booking is tried; what is null is as the service is set.
 *
 * @param attempts failures before it is a dead letter, 1 to 100
 * @param maxAge how long it may go on failing, a second to 30 days
 * @param firstPause longest pause before the second attempt, 10 ms to an hour; doubles with each
 * @param longestPause the pause grows no longer, 10 ms to a day
 */
record Retry(Integer attempts, Duration maxAge, Duration firstPause, Duration longestPause) {

    static final Retry AS_SET = new Retry(null, null, null, null);

    private static final int MOST_ATTEMPTS = 100;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    void check(List<FieldError> errors) {
        Bounds.check(errors, "/retry/attempts", attempts, 1, MOST_ATTEMPTS);
        Bounds.check(errors, "/retry/maxAge", maxAge, Duration.ofSeconds(1), Duration.ofDays(30));
        Bounds.check(errors, "/retry/firstPause", firstPause, SHORTEST_PAUSE, Duration.ofHours(1));
        Bounds.check(errors, "/retry/longestPause", longestPause, SHORTEST_PAUSE, Duration.ofDays(1));
        if (firstPause != null && longestPause != null && firstPause.compareTo(longestPause) > 0) {
            errors.add(new FieldError("/retry/longestPause", "is not shorter than firstPause"));
        }
    }
}
