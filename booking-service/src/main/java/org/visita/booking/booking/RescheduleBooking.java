package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.identity.Caller;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;

/** Moves a booking: same id, next version. It never stands in its own way, and never loses its old time to a refusal. */
@ApplicationScoped
class RescheduleBooking {

    private final Transactions transactions;
    private final PlaceVisit placeVisit;
    private final GroupSessions sessions;
    private final Bookings bookings;
    private final Occupancy occupancy;
    private final BookingAnnouncer announcer;
    private final Clock clock;

    @Inject
    RescheduleBooking(
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

    /** @param ifMatch the version that the caller has seen, null if it does not say */
    Uni<Booking> reschedule(Caller caller, UUID id, String ifMatch, RescheduleJson to) {
        return transactions.write(() -> bookings.findForChange(caller.clinic(), id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .invoke(found -> Etags.check(ifMatch, found.head().version()))
                .map(Live::orRefuse)
                .chain(booked -> move(caller, booked, to)));
    }

    private Uni<Booking> move(Caller caller, Booking.Booked before, RescheduleJson to) {
        return placeVisit
                .place(caller.clinic(), wish(before.visit(), to), before)
                .chain(placement -> sessions.move(before, placement))
                .chain(placement -> move(caller, before, placement));
    }

    private Uni<Booking> move(Caller caller, Booking.Booked before, Placement to) {
        return Uni.createFrom()
                .item(before.reschedule(to.visit(), clock.instant()))
                .call(() -> occupancy.release(before))
                .call(after -> occupancy.take(after, to.joins()).invoke(LostRace::orElseAgain))
                .call(bookings::change)
                .call(after -> announcer.announceUpdated(before, after, caller.actor()))
                .map(after -> after);
    }

    private static VisitWish wish(Visit visit, RescheduleJson to) {
        return new VisitWish(
                visit.patientId().toString(),
                visit.visitTypeId().toString(),
                to.start().toInstant(),
                to.practitionerId() == null ? visit.practitionerId().toString() : to.practitionerId(),
                to.locationId() == null ? visit.locationId().toString() : to.locationId(),
                to.modality() == null ? visit.modality() : ModalityJson.toRules(to.modality()),
                visit.patientStatus());
    }
}
