package org.visita.availability.busy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.contracts.Topics;
import org.visita.kit.topics.TopicFollower;
import org.visita.kit.topics.TopicFollowers;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;

/** What is taken: from memory, or from the table where memory does not reach. */
@ApplicationScoped
public class BusySource {

    /**
     * @param times cover the scope
     * @param current false if they may lack what has been booked since
     */
    public record Answer(BusyTimes times, boolean current) {}

    private final BookingIndex index;
    private final BookingFeed feed;
    private final TakenTimes times;
    private final TableProgress table;
    private final TopicFollowers followers;

    @Inject
    BusySource(BookingIndex index, BookingFeed feed, TakenTimes times, TableProgress table, TopicFollowers followers) {
        this.index = index;
        this.feed = feed;
        this.times = times;
        this.table = table;
        this.followers = followers;
    }

    /** For this viewer. Asks neither database nor broker if all of the scope is in memory. */
    public Uni<Answer> of(String clinic, BusyScope scope, Viewer viewer) {
        followers.requireCaughtUp(Topics.BOOKING_EVENTS);
        TopicFollower follower = feed.follower();
        return index.within(clinic, scope, viewer)
                .map(busy -> Uni.createFrom().item(new Answer(busy, follower.isCurrent())))
                .orElseGet(() -> fromTable(clinic, scope, viewer));
    }

    /** How far the table has come is asked first: what it has then, the answer has. */
    private Uni<Answer> fromTable(String clinic, BusyScope scope, Viewer viewer) {
        return tableIsCurrent()
                .chain(isCurrent -> times.in(clinic, scope, viewer).map(busy -> new Answer(busy, isCurrent)));
    }

    /**
     * Whether table {@code taken_time} has all bookings of a moment ago; no, if the broker does not tell. Ask before it
     * is read. The answer may come on a thread of the Kafka client.
     */
    public Uni<Boolean> tableIsCurrent() {
        TopicFollower follower = feed.follower();
        return follower != null && follower.isCurrent()
                ? table.has(follower.reached())
                : Uni.createFrom().item(false);
    }
}
