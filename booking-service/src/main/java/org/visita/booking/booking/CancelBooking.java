package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Cancellation;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.CommonRefusal;

/** Cancels a booking, saying who wanted it and why, and gives its time or its seat back. */
@ApplicationScoped
public class CancelBooking {

    private final Transactions transactions;
    private final Bookings bookings;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    CancelBooking(Transactions transactions, Bookings bookings, WriteBooking write, Clock clock) {
        this.transactions = transactions;
        this.bookings = bookings;
        this.write = write;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen, null if it does not say */
    public Uni<Booking> cancel(Act act, UUID id, String ifMatch, Cancellation why) {
        if (act.isPatient() && why.by() != Cancellation.By.PATIENT) {
            throw CommonRefusal.FORBIDDEN
                    .because("A patient cancels at the patient's request.")
                    .asException();
        }
        return transactions.write(() -> bookings.findFor(Lifecycle.CANCEL, act, id, ifMatch)
                .chain(before -> write.change(act, Lifecycle.CANCEL, before, before.cancel(why, clock.instant()))));
    }
}
