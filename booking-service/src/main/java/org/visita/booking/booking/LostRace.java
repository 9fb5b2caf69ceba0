package org.visita.booking.booking;

import java.time.Duration;
import org.visita.kit.outbox.TryAgainException;

/** Somebody took what the rules had just found free: the decision is made again, on what is free now. */
final class LostRace {

    private LostRace() {}

    static void orElseAgain(boolean taken) {
        if (!taken) {
            // After several lost races in a row the caller hears the truth: it is taken.
            throw new TryAgainException(BookingProblem.SLOT_TAKEN
                    .because("Others were faster, several times in a row.")
                    .retryAfter(Duration.ofSeconds(1)));
        }
    }
}
