package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.kit.outbox.Transactions;

/** Gives a held slot back. */
@ApplicationScoped
public class ReleaseHold {

    private final Transactions transactions;
    private final Holds holds;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    ReleaseHold(Transactions transactions, Holds holds, WriteBooking write, Clock clock) {
        this.transactions = transactions;
        this.holds = holds;
        this.write = write;
        this.clock = clock;
    }

    /**
     * Done as well if it has ended already: by an earlier try, or by itself.
     *
     * @param ifMatch the version that the caller has seen, null if it does not say
     */
    public Uni<Void> release(Act act, UUID id, String ifMatch) {
        return transactions.write(() -> holds.lock(act, id, ifMatch)
                .chain(found -> switch (found) {
                    case Booking.Held held -> write.change(act, Lifecycle.RELEASE, held, held.release(clock.instant()));
                    case Booking.Cancelled cancelled
                    when cancelled.why().endsAHold() -> Uni.createFrom().item(cancelled);
                    case Booking other -> Uni.createFrom().failure(BookingProblem.notAllowedIn(other));
                })
                .replaceWithVoid());
    }
}
