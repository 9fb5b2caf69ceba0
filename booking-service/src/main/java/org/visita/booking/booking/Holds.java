package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.rest.Etags;

/** The bookings that began as holds, as only their holder may see and use them. */
@ApplicationScoped
class Holds {

    private final Bookings bookings;
    private final BookingHistory history;
    private final FindAlternatives alternatives;
    private final Clock clock;

    @Inject
    Holds(Bookings bookings, BookingHistory history, FindAlternatives alternatives, Clock clock) {
        this.bookings = bookings;
        this.history = history;
        this.alternatives = alternatives;
        this.clock = clock;
    }

    /** Whatever has become of it. */
    Uni<Booking> find(Act act, UUID id) {
        return Panache.withSession(() -> bookings.find(act.clinic(), id)
                .map(found -> found.filter(act::reaches)
                        .orElseThrow(() -> Refusal.notFound().asException()))
                .call(found -> requireOwn(act, found)));
    }

    /**
     * Whatever has become of it, locked.
     *
     * @param ifMatch here and below: the version that the caller has seen, null if it does not say
     */
    Uni<Booking> lock(Act act, UUID id, String ifMatch) {
        return bookings.findForChange(act.clinic(), id)
                .map(found -> found.filter(act::reaches)
                        .orElseThrow(() -> Refusal.notFound().asException()))
                .call(found -> requireOwn(act, found))
                .invoke(found -> Etags.check(ifMatch, found.head().version()));
    }

    /** The hold, locked, to be used for a booking. Fails with the refusal if it cannot be. */
    Uni<Booking.Held> lockToUse(Act act, UUID id, String ifMatch) {
        return lock(act, id, ifMatch)
                .onFailure(Holds::isNotFound)
                .transform(unknown -> Refusal.unknownReference("/holdId").asException())
                .chain(found -> switch (found) {
                    case Booking.Held held
                    when !held.hold().isExpired(clock.instant()) ->
                        Uni.createFrom().item(held);
                    case Booking.Held expired -> ended(act, expired);
                    case Booking.Cancelled cancelled when cancelled.why().endsAHold() -> ended(act, cancelled);
                    case Booking used -> Uni.createFrom().failure(BookingProblem.notAllowedIn(used));
                });
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal().code() == CommonRefusal.NOT_FOUND;
    }

    private Uni<Booking.Held> ended(Act act, Booking hold) {
        return alternatives.near(act, VisitWish.of(hold.visit()), null).chain(offer -> Uni.createFrom()
                .failure(BookingProblem.HOLD_EXPIRED
                        .because("It was released, or its time is over. Hold or book again.")
                        .withAlternatives(offer)
                        .asException()));
    }

    /** Once it is no hold any more, only its history knows whose it was. */
    private Uni<Void> requireOwn(Act act, Booking booking) {
        Uni<Boolean> own = booking instanceof Booking.Held held
                ? Uni.createFrom().item(held.hold().by().equals(act.actor().toString()))
                : history.isHeldFirstBy(act, booking.head().id().value());
        return own.invoke(is -> {
                    if (!is) {
                        throw Refusal.notFound().asException();
                    }
                })
                .replaceWithVoid();
    }
}
