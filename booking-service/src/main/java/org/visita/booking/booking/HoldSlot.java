package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.BookingId;
import org.visita.booking.booking.domain.Hold;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;

/** Reserves a slot for minutes: as a booking that ends by itself, by the same rules and under the same constraint. */
@ApplicationScoped
public class HoldSlot {

    private final Transactions transactions;
    private final HoldCap cap;
    private final PlaceVisit placeVisit;
    private final GroupSessions sessions;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    HoldSlot(
            Transactions transactions,
            HoldCap cap,
            PlaceVisit placeVisit,
            GroupSessions sessions,
            WriteBooking write,
            Clock clock) {
        this.transactions = transactions;
        this.cap = cap;
        this.placeVisit = placeVisit;
        this.sessions = sessions;
        this.write = write;
        this.clock = clock;
    }

    /** @param ttl how long it is held, from now on; {@link HoldJson} checks it */
    public Uni<Booking> hold(Act act, VisitWish wish, Duration ttl) {
        return transactions.write(() -> placeVisit
                .place(act, wish, null)
                .chain(placement -> sessions.join(act.clinic(), placement))
                // Last, so that those who find the slot taken do not queue for their client's turn.
                .call(() -> cap.check(act))
                .chain(placement -> write.create(act, "hold", held(act, placement, ttl), placement.joins())));
    }

    private Booking held(Act act, Placement placement, Duration ttl) {
        Instant now = clock.instant();
        return new Booking.Held(
                BookingHead.first(new BookingId(Ids.next()), act.clinic(), act.source(), now),
                placement.visit(),
                new Hold(act.actor().toString(), now.plus(ttl)));
    }
}
