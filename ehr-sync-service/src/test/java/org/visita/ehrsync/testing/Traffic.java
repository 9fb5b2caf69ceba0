package org.visita.ehrsync.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests are under way together. */
final class Traffic {

    private static final Pattern BOOKING =
            Pattern.compile(Pattern.quote(Samples.BOOKING_SYSTEM) + "(?:\\||\",\"value\":\")([0-9A-Za-z-]+)");

    private final Map<String, Integer> perBooking = new HashMap<>();
    private int now;
    private int most;
    private int mostForOne;

    synchronized void enter(EhrRequest request) {
        most = Math.max(most, ++now);
        mostForOne = Math.max(mostForOne, perBooking.merge(bookingOf(request), 1, Integer::sum));
    }

    synchronized void leave(EhrRequest request) {
        now--;
        perBooking.merge(bookingOf(request), -1, Integer::sum);
    }

    synchronized int most() {
        return most;
    }

    synchronized int mostForOne() {
        return mostForOne;
    }

    private static String bookingOf(EhrRequest request) {
        Matcher matcher = BOOKING.matcher(EhrRequest.decode(request.query()) + request.body());
        // Requests about no booking count each for itself.
        return matcher.find() ? matcher.group(1) : "other-" + System.identityHashCode(request);
    }
}
