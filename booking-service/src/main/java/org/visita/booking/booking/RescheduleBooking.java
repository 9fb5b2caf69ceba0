package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.kit.outbox.Transactions;

/**
 * Moves a booking to another time or practitioner: same id, next version. It never stands in its own way, and never
 * loses its old time to a refusal.
 */
@ApplicationScoped
public class RescheduleBooking {

    private final Transactions transactions;
    private final PlaceVisit placeVisit;
    private final GroupSessions sessions;
    private final Bookings bookings;
    private final Holds holds;
    private final VisitTypePolicy policy;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    RescheduleBooking(
            Transactions transactions,
            PlaceVisit placeVisit,
            GroupSessions sessions,
            Bookings bookings,
            Holds holds,
            VisitTypePolicy policy,
            WriteBooking write,
            Clock clock) {
        this.transactions = transactions;
        this.placeVisit = placeVisit;
        this.sessions = sessions;
        this.bookings = bookings;
        this.holds = holds;
        this.policy = policy;
        this.write = write;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen, null if it does not say */
    public Uni<Booking> reschedule(Act act, UUID id, String ifMatch, MoveWish to) {
        return transactions.write(() -> bookings.findFor(Lifecycle.RESCHEDULE, act, id, ifMatch)
                .chain(before -> (to.holdId() == null ? place(act, before, to) : takeOver(act, before, to))
                        .chain(placement -> move(act, before, placement))));
    }

    private Uni<Placement> place(Act act, Booking.Upcoming before, MoveWish to) {
        return placeVisit.place(act, to.from(before.visit()), before);
    }

    /**
     * The slot as it was held: the rules have accepted it then. It is given back within this transaction, so nobody can
     * take it before the visit has it.
     */
    private Uni<Placement> takeOver(Act act, Booking.Upcoming before, MoveWish to) {
        return holds.lockToUse(act, to.holdId(), null)
                .invoke(held -> to.requireFits(before.visit(), held.visit()))
                .call(held -> sessions.lockBoth(before, held))
                .call(held -> write.change(act, Lifecycle.RELEASE, held, held.release(clock.instant())))
                .map(held -> Placement.asHeld(held.visit(), policy.seats(act.clinic(), held.visit())));
    }

    private Uni<Booking> move(Act act, Booking.Upcoming before, Placement to) {
        return sessions.move(before, to)
                .chain(placement -> write.move(
                        act,
                        Lifecycle.RESCHEDULE,
                        before,
                        before.moveTo(placement.visit(), clock.instant()),
                        placement.joins()));
    }
}
