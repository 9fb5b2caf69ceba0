package org.visita.availability.busy;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.kit.topics.EventJson;
import org.visita.kit.topics.TopicFollower;

/** The memory of another replica, which has just started. */
final class Replica implements AutoCloseable {

    static final BusyConfig CONFIG = new BusyConfig() {
        @Override
        public Duration behind() {
            return Duration.ofDays(8);
        }

        @Override
        public Duration ahead() {
            return Duration.ofDays(400);
        }
    };

    final BookingIndex index = new BookingIndex();
    private final BookingFeed feed;
    private final TopicFollower follower;

    Replica(Clock clock) {
        feed = new BookingFeed(
                index, BusyBeans.running(TakenTimes.class), BusyBeans.running(TableProgress.class), CONFIG, clock);
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        follower = new TopicFollower(
                        Topics.BOOKING_EVENTS,
                        servers,
                        feed::load,
                        (key, value) -> feed.apply(EventJson.read(value, BookingEvent.class)))
                .start();
        await().until(follower::isCurrent);
    }

    /** A run of the step that moves the window. */
    void moveOn() {
        feed.moveOn(follower.reached());
    }

    @Override
    public void close() {
        follower.close();
    }
}
