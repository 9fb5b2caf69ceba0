package org.visita.ehrsync.testing;

import java.util.HashMap;
import java.util.Map;

/** How many requests are under way together. */
final class Traffic {

    private final Map<String, Integer> perBooking = new HashMap<>();
    private int now;
    private int most;
    private int mostForOne;

    synchronized void enter(EhrRequest request) {
        most = Math.max(most, ++now);
        String booking = request.booking();
        // Requests about no booking count each for itself.
        mostForOne = Math.max(mostForOne, booking.isEmpty() ? 1 : perBooking.merge(booking, 1, Integer::sum));
    }

    synchronized void leave(EhrRequest request) {
        now--;
        perBooking.computeIfPresent(request.booking(), (booking, count) -> count == 1 ? null : count - 1);
    }

    synchronized int most() {
        return most;
    }

    synchronized int mostForOne() {
        return mostForOne;
    }
}
