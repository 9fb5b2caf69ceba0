package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.BookingId;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;

/** Books a visit: occupancy, booking, history and event in one transaction. */
@ApplicationScoped
public class CreateBooking {

    /** As it stands in the history. */
    static final String ACT = "create";

    private final Transactions transactions;
    private final PlaceVisit placeVisit;
    private final GroupSessions sessions;
    private final WriteBooking write;
    private final VisitTypePolicy policy;
    private final Clock clock;

    @Inject
    CreateBooking(
            Transactions transactions,
            PlaceVisit placeVisit,
            GroupSessions sessions,
            WriteBooking write,
            VisitTypePolicy policy,
            Clock clock) {
        this.transactions = transactions;
        this.placeVisit = placeVisit;
        this.sessions = sessions;
        this.write = write;
        this.policy = policy;
        this.clock = clock;
    }

    public Uni<Booking> create(Act act, VisitWish wish) {
        return transactions.write(() -> placeVisit
                .place(act, wish, null)
                .chain(placement -> sessions.join(act.clinic(), placement))
                .chain(placement -> write.create(act, ACT, booking(act, placement), placement.joins())));
    }

    private Booking booking(Act act, Placement placement) {
        BookingHead head = BookingHead.first(new BookingId(Ids.next()), act.clinic(), act.source(), clock.instant());
        return Booking.place(head, placement.visit(), policy.requiresConfirmation(act.clinic(), placement.visit()));
    }
}
