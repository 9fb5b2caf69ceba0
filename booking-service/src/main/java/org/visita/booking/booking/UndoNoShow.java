package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.outbox.Transactions;

/** The patient came after all: takes the visit's time, or its seat, again, if it is still there. */
@ApplicationScoped
public class UndoNoShow {

    private final Transactions transactions;
    private final Bookings bookings;
    private final FreePlaces freePlaces;
    private final GroupSessions sessions;
    private final VisitTypePolicy policy;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    UndoNoShow(
            Transactions transactions,
            Bookings bookings,
            FreePlaces freePlaces,
            GroupSessions sessions,
            VisitTypePolicy policy,
            WriteBooking write,
            Clock clock) {
        this.transactions = transactions;
        this.bookings = bookings;
        this.freePlaces = freePlaces;
        this.sessions = sessions;
        this.policy = policy;
        this.write = write;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen, null if it does not say */
    public Uni<Booking> undo(Act act, UUID id, String ifMatch) {
        return transactions.write(() -> bookings.findFor(Lifecycle.UNDO_NO_SHOW, act, id, ifMatch)
                .call(before -> freePlaces.requirePatient(act, before))
                .chain(before -> place(act, before)
                        .chain(placement -> write.move(
                                act,
                                Lifecycle.UNDO_NO_SHOW,
                                before,
                                before.undo(placement.visit().sessionId(), clock.instant()),
                                placement.joins()))));
    }

    private Uni<Placement> place(Act act, Booking.NoShow before) {
        Visit visit = before.visit();
        if (visit.sessionId() == null) {
            return freePlaces.require(act, before).replaceWith(Placement.asHeld(visit, 1));
        }
        int seats = policy.seats(act.clinic(), visit);
        return freePlaces
                .requireSeat(act, before, seats)
                .chain(() -> sessions.join(act.clinic(), Placement.asHeld(visit, seats)));
    }
}
