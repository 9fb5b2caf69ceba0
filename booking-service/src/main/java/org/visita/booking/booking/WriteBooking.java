package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Transition;
import org.visita.contracts.booking.Change;

/**
 * Writes what happened to a booking: its row, what it takes, its history and its event, in the running transaction. A
 * write that finds its time taken starts that transaction over.
 */
@ApplicationScoped
class WriteBooking {

    private final Bookings bookings;
    private final GroupSessions sessions;
    private final Occupancy occupancy;
    private final BookingHistory history;
    private final BookingAnnouncer announcer;

    @Inject
    WriteBooking(
            Bookings bookings,
            GroupSessions sessions,
            Occupancy occupancy,
            BookingHistory history,
            BookingAnnouncer announcer) {
        this.bookings = bookings;
        this.sessions = sessions;
        this.occupancy = occupancy;
        this.history = history;
        this.announcer = announcer;
    }

    /**
     * A new booking.
     *
     * @param what was done: {@code create} or {@code hold}
     * @param joins whether its session has taken practitioner, room and equipment before
     */
    <B extends Booking> Uni<B> create(Act act, String what, B created, boolean joins) {
        return Uni.createFrom()
                .item(created)
                .call(bookings::add)
                .call(() -> take(created, joins))
                .call(() -> history.add(act, what, created, Changes.of(created)))
                .call(() -> announcer.announceCreated(act, created));
    }

    /** Another state. What it no longer takes, its seat included, is given back. */
    <B extends Booking> Uni<B> change(Act act, Transition<?> by, Booking before, B after) {
        return Uni.createFrom()
                .item(after)
                .call(() -> giveBack(before, after))
                .call(bookings::change)
                .call(() -> tell(act, by, before, after));
    }

    /** Other times, people or things; a seat has been changed before. */
    <B extends Booking> Uni<B> move(Act act, Transition<?> by, Booking before, B after, boolean joins) {
        return Uni.createFrom()
                .item(after)
                .call(() -> occupancy.release(before))
                .call(() -> take(after, joins))
                .call(bookings::change)
                .call(() -> tell(act, by, before, after));
    }

    private Uni<Void> take(Booking booking, boolean joins) {
        return occupancy.take(booking, joins).invoke(LostRace::orElseAgain).replaceWithVoid();
    }

    private Uni<Void> giveBack(Booking before, Booking after) {
        if (before.takesTime() && !after.takesTime()) {
            return sessions.leave(before).chain(() -> occupancy.release(before));
        }
        return before instanceof Booking.Held && after.takesTime()
                ? occupancy.keep(after)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> tell(Act act, Transition<?> by, Booking before, Booking after) {
        List<Change> changes = Changes.between(before, after);
        return history.add(act, by.act(), after, changes).chain(() -> announcer.announceChanged(act, after, changes));
    }
}
