package org.visita.availability.busy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.ToDoubleFunction;
import org.visita.kit.topics.TopicFollower;

/** How many bookings are in memory, and how far they are behind. */
@ApplicationScoped
class BusyGauges {

    private final BookingIndex index;
    private final BookingFeed feed;

    @Inject
    BusyGauges(BookingIndex index, BookingFeed feed) {
        this.index = index;
        this.feed = feed;
    }

    void register(@Observes StartupEvent started, MeterRegistry registry) {
        registry.gauge("visita_availability_bookings", index, BookingIndex::size);
        registry.gauge("visita_availability_bookings_lag_records", feed, known(TopicFollower::lag));
        registry.gauge("visita_availability_bookings_age_seconds", feed, known(follower -> follower.age()
                .toSeconds()));
    }

    private static ToDoubleFunction<BookingFeed> known(ToDoubleFunction<TopicFollower> value) {
        return feed -> feed.follower() == null ? Double.NaN : value.applyAsDouble(feed.follower());
    }
}
