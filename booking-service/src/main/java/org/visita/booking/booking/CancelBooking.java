package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Cancellation;
import org.visita.kit.identity.Caller;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;

/** Cancels a booking, saying who wanted it and why, and gives its time or its seat back. */
@ApplicationScoped
class CancelBooking {

    private final Transactions transactions;
    private final Bookings bookings;
    private final GroupSessions sessions;
    private final Occupancy occupancy;
    private final BookingAnnouncer announcer;
    private final Clock clock;

    @Inject
    CancelBooking(
            Transactions transactions,
            Bookings bookings,
            GroupSessions sessions,
            Occupancy occupancy,
            BookingAnnouncer announcer,
            Clock clock) {
        this.transactions = transactions;
        this.bookings = bookings;
        this.sessions = sessions;
        this.occupancy = occupancy;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen, null if it does not say */
    Uni<Booking> cancel(Caller caller, UUID id, String ifMatch, Cancellation why) {
        return transactions.write(() -> bookings.findForChange(caller.clinic(), id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .invoke(found -> Etags.check(ifMatch, found.head().version()))
                .map(Live::orRefuse)
                .chain(booked -> cancel(caller, booked, why)));
    }

    private Uni<Booking> cancel(Caller caller, Booking.Booked before, Cancellation why) {
        return Uni.createFrom()
                .item(before.cancel(why, clock.instant()))
                .call(() -> sessions.leave(before))
                .call(() -> occupancy.release(before))
                .call(bookings::change)
                .call(after -> announcer.announceCancelled(before, after, caller.actor()))
                .map(after -> after);
    }
}
