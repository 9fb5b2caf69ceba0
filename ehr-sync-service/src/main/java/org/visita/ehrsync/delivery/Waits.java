package org.visita.ehrsync.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tells when deliveries wait for a part of Visita itself: once a minute for each reason, not for each delivery. */
@ApplicationScoped
class Waits {

    /** @param times that deliveries were put off for this since it was last told */
    private record Told(Instant at, int times) {}

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(Waits.class);

    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    Waits(Clock clock) {
        this.clock = clock;
    }

    /** @param failure its code is one of a few that are written in the source: the map stays small */
    void wait(ClaimedDelivery delivery, Failure failure) {
        Instant now = clock.instant();
        told.compute(failure.code(), (code, before) -> {
            if (before != null && before.at().plus(EVERY).isAfter(now)) {
                return new Told(before.at(), before.times() + 1);
            }
            LOG.warnf(
                    "Deliveries wait for a part of ours (%s: %s): now booking %s, and %d time(s) before since this was"
                            + " last said; each is tried again by itself",
                    code, failure.message(), delivery.bookingId(), before == null ? 0 : before.times());
            return new Told(now, 0);
        });
    }
}
