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
 * Makes a booking of a held slot: the same row, which goes on to take what it takes. Nobody is asked again; the rules
 * have accepted it when it was held.
 */
@ApplicationScoped
public class BookHold {

    private final Transactions transactions;
    private final Holds holds;
    private final WriteBooking write;
    private final VisitTypePolicy policy;
    private final Clock clock;

    @Inject
    BookHold(Transactions transactions, Holds holds, WriteBooking write, VisitTypePolicy policy, Clock clock) {
        this.transactions = transactions;
        this.holds = holds;
        this.write = write;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @param ifMatch the version that the caller has seen, null if it does not say
     * @param said what the caller repeats of the visit; a difference is refused
     */
    public Uni<Booking> book(Act act, UUID id, String ifMatch, HeldVisit said) {
        return transactions.write(() -> holds.lockToUse(act, id, ifMatch)
                .invoke(held -> said.requireSame(held.visit()))
                .chain(held -> write.change(
                        act,
                        Lifecycle.BOOK_HOLD,
                        held,
                        held.book(policy.requiresConfirmation(act.clinic(), held.visit()), clock.instant()))));
    }
}
