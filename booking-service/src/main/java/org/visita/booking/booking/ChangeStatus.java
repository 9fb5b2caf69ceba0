package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.booking.booking.domain.Transition;
import org.visita.kit.outbox.Transactions;

/** Takes a booking to another state, where nothing but the state changes. */
@ApplicationScoped
public class ChangeStatus {

    private final Transactions transactions;
    private final Bookings bookings;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    ChangeStatus(Transactions transactions, Bookings bookings, WriteBooking write, Clock clock) {
        this.transactions = transactions;
        this.bookings = bookings;
        this.write = write;
        this.clock = clock;
    }

    /** @param ifMatch here and below: the version that the caller has seen, null if it does not say */
    public Uni<Booking> confirm(Act act, UUID id, String ifMatch) {
        return change(act, id, ifMatch, Lifecycle.CONFIRM, Booking.Pending::confirm);
    }

    public Uni<Booking> decline(Act act, UUID id, String ifMatch) {
        return change(act, id, ifMatch, Lifecycle.DECLINE, Booking.Pending::decline);
    }

    public Uni<Booking> checkIn(Act act, UUID id, String ifMatch) {
        return change(act, id, ifMatch, Lifecycle.CHECK_IN, Booking.Booked::checkIn);
    }

    public Uni<Booking> undoCheckIn(Act act, UUID id, String ifMatch) {
        return change(act, id, ifMatch, Lifecycle.UNDO_CHECK_IN, Booking.CheckedIn::undo);
    }

    public Uni<Booking> fulfil(Act act, UUID id, String ifMatch) {
        return change(act, id, ifMatch, Lifecycle.FULFIL, Booking.CheckedIn::fulfil);
    }

    public Uni<Booking> noShow(Act act, UUID id, String ifMatch) {
        return change(act, id, ifMatch, Lifecycle.NO_SHOW, Booking.Booked::noShow);
    }

    public Uni<Booking> enterInError(Act act, UUID id, String ifMatch) {
        return change(act, id, ifMatch, Lifecycle.ENTER_IN_ERROR, Booking.Correctable::enterInError);
    }

    private <F extends Booking> Uni<Booking> change(
            Act act, UUID id, String ifMatch, Transition<F> transition, BiFunction<F, Instant, Booking> next) {
        return transactions.write(() -> bookings.findFor(transition, act, id, ifMatch)
                .chain(before -> write.change(act, transition, before, next.apply(before, clock.instant()))));
    }
}
