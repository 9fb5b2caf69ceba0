package org.visita.availability.busy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.kit.topics.TopicFollower;
import org.visita.kit.topics.TopicFollowers;

/**
 * Fills memory from the table, keeps it current from {@code booking.events}, and moves its window on with time.
 *
 * <p>The order makes it whole: first how far the table has come is read, then the table, then the topic from there on.
 * What the table does not have yet comes by the topic; what comes twice is known by its version.
 */
@ApplicationScoped
class BookingFeed {

    private static final Logger LOG = Logger.getLogger(BookingFeed.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BookingIndex index;
    private final TakenTimes times;
    private final TableProgress table;
    private final BusyConfig config;
    private final Clock clock;
    private volatile TopicFollower follower;
    private Window next;

    @Inject
    BookingFeed(BookingIndex index, TakenTimes times, TableProgress table, BusyConfig config, Clock clock) {
        this.index = index;
        this.times = times;
        this.table = table;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, TopicFollowers followers) {
        follower = followers.follow(Topics.BOOKING_EVENTS, BookingEvent.class, this::load, this::apply);
    }

    /** Loads the whole window: at the start, and again if the topic has lost something before it was read. */
    synchronized Map<Integer, Long> load() {
        next = null;
        Map<Integer, Long> committed = table.committed().await().atMost(PATIENCE);
        Window window = Window.around(clock.instant(), config);
        index.keep(window);
        load(window.from(), window.to());
        index.complete(window);
        LOG.infof("%d bookings are in memory", index.size());
        return committed;
    }

    void apply(BookingEvent event) {
        BookingSnapshot booking = event.booking();
        index.apply(booking.clinic(), TakenVisit.of(booking), HeldVisit.holdOf(booking));
    }

    /**
     * Moves the window on in two steps, so that nothing falls between table and topic: from one run on, events are judged
     * by the new window; at the next run, when the table has all that came before, what has come in is loaded from there.
     */
    @Scheduled(every = "10m", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void moveOn() {
        moveOn(follower.reached());
    }

    /** @param reached where the topic ended, at some time since the run before */
    synchronized void moveOn(Map<Integer, Long> reached) {
        if (next != null && table.has(reached).await().atMost(PATIENCE)) {
            load(index.complete().to(), next.to());
            index.complete(next);
        }
        next = Window.around(clock.instant(), config);
        index.keep(next);
    }

    private void load(long from, long to) {
        TakenRow last = null;
        List<TakenRow> page;
        do {
            page = times.page(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), last)
                    .await()
                    .atMost(PATIENCE);
            page.forEach(row -> index.apply(row.clinic(), row.visit(), row.hold()));
            last = page.isEmpty() ? null : page.getLast();
        } while (last != null);
    }

    /** What this replica knows of the topic; null before it has begun. */
    TopicFollower follower() {
        return follower;
    }
}
