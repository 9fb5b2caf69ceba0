package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.BookingId;
import org.visita.kit.identity.Caller;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;

/** Books a visit: occupancy, booking and event in one transaction. */
@ApplicationScoped
class CreateBooking {

    private static final String ORIGIN = "api";

    private final Transactions transactions;
    private final PlaceVisit placeVisit;
    private final GroupSessions sessions;
    private final Bookings bookings;
    private final Occupancy occupancy;
    private final BookingAnnouncer announcer;
    private final Clock clock;

    @Inject
    CreateBooking(
            Transactions transactions,
            PlaceVisit placeVisit,
            GroupSessions sessions,
            Bookings bookings,
            Occupancy occupancy,
            BookingAnnouncer announcer,
            Clock clock) {
        this.transactions = transactions;
        this.placeVisit = placeVisit;
        this.sessions = sessions;
        this.bookings = bookings;
        this.occupancy = occupancy;
        this.announcer = announcer;
        this.clock = clock;
    }

    Uni<Booking> create(Caller caller, VisitWish wish) {
        return transactions.write(() -> placeVisit
                .place(caller.clinic(), wish, null)
                .chain(placement -> sessions.join(caller.clinic(), placement))
                .chain(placement -> book(caller, placement)));
    }

    private Uni<Booking> book(Caller caller, Placement placement) {
        return Uni.createFrom()
                .item(new Booking.Booked(head(caller), placement.visit()))
                .call(bookings::add)
                .call(booked -> occupancy.take(booked, placement.joins()).invoke(LostRace::orElseAgain))
                .call(booked -> announcer.announceCreated(booked, caller.actor()))
                .map(booked -> booked);
    }

    private BookingHead head(Caller caller) {
        return BookingHead.first(new BookingId(Ids.next()), caller.clinic(), ORIGIN, clock.instant());
    }
}
