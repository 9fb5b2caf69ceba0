package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.BookingId;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.idempotency.Answer;
import org.visita.kit.idempotency.FirstAnswer;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;
import org.visita.rules.Availability;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Decision;
import org.visita.rules.VisitRequest;

/**
 * The short way for most bookings: one that names its practitioner, is no group's and has no limits is decided in memory
 * and written in one statement. The rules are the same; that the time is free, the exclusion constraint says.
 *
 * <p>Says yes or nothing. Whatever stands against it, be it a rule, a race, a key that was used before or a patient that
 * is not known yet: nothing has happened, and the ordinary way finds out and answers.
 */
@ApplicationScoped
class BookAtOnce {

    /** The practitioner and the patient. Where there are more, room or equipment has to be chosen among what is free. */
    private static final int NO_CHOICE = 2;

    private final CatalogCopy catalogs;
    private final VisitTypePolicy policy;
    private final FindBusyTimes busyTimes;
    private final Transactions transactions;
    private final WriteAtOnce write;
    private final Clock clock;

    @Inject
    BookAtOnce(
            CatalogCopy catalogs,
            VisitTypePolicy policy,
            FindBusyTimes busyTimes,
            Transactions transactions,
            WriteAtOnce write,
            Clock clock) {
        this.catalogs = catalogs;
        this.policy = policy;
        this.busyTimes = busyTimes;
        this.transactions = transactions;
        this.write = write;
        this.clock = clock;
    }

    /**
     * What a booking will be answered with.
     *
     * @param kept the row that keeps it; null if the request has no key
     */
    record Answered(Answer answer, FirstAnswer kept) {}

    /** @param answering answers the booking, which is not written yet */
    Uni<Optional<Answer>> book(Act act, VisitWish wish, Function<Booking, Answered> answering) {
        ClinicCatalog catalog = catalogs.of(act.clinic(), act.reach());
        VisitRequest request = wish.asked(clock.instant());
        BusyScope scope = Availability.busyScope(catalog, request);
        if (scope.isEmpty() || scope.sessionsOf().isPresent() || scope.counts().isPresent()) {
            return nothing();
        }
        if (scope.resourceIds().size() <= NO_CHOICE) {
            return write(act, decide(catalog, BusyTimes.EMPTY, wish, request), answering);
        }
        return Panache.withSession(() -> busyTimes.in(act.clinic(), scope, null))
                // Holds that have expired have to be cleared away first.
                .chain(taken -> taken.expired().isEmpty()
                        ? write(act, decide(catalog, taken.busy(), wish, request), answering)
                        : nothing());
    }

    private Uni<Optional<Answer>> write(Act act, Optional<Visit> visit, Function<Booking, Answered> answering) {
        if (visit.isEmpty()) {
            return nothing();
        }
        Booking booking = booking(act, visit.get());
        Answered answered = answering.apply(booking);
        return transactions
                .atOnce(() -> write.write(act, booking, answered.kept()))
                .map(done -> done.filter(written -> written).map(written -> answered.answer()));
    }

    private static Uni<Optional<Answer>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private Booking booking(Act act, Visit visit) {
        BookingHead head = BookingHead.first(new BookingId(Ids.next()), act.clinic(), act.source(), clock.instant());
        return Booking.place(head, visit, policy.requiresConfirmation(act.clinic(), visit));
    }

    /** Empty if a rule is against it. */
    private static Optional<Visit> decide(ClinicCatalog catalog, BusyTimes busy, VisitWish wish, VisitRequest request) {
        return switch (Availability.decide(catalog, busy, request)) {
            case Decision.Accepted accepted ->
                Optional.of(
                        Placement.of(wish, catalog.visitType(wish.visitTypeId()).orElseThrow(), accepted)
                                .visit());
            case Decision.Refused refused -> Optional.empty();
        };
    }
}
