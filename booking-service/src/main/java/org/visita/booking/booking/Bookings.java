package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Transition;
import org.visita.kit.audit.AuditSubject;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;

/** The store of bookings. */
@ApplicationScoped
class Bookings implements PanacheRepositoryBase<BookingEntity, BookingEntity.Key> {

    private final AuditSubject subject;

    @Inject
    Bookings(AuditSubject subject) {
        this.subject = subject;
    }

    Uni<Optional<Booking>> find(String clinic, UUID id) {
        return findById(new BookingEntity.Key(clinic, id))
                .map(row -> Optional.ofNullable(row).map(BookingEntity::toDomain))
                .invoke(this::name);
    }

    /** Locks the row: two changes of one booking follow one another. */
    Uni<Optional<Booking>> findForChange(String clinic, UUID id) {
        return findById(new BookingEntity.Key(clinic, id), LockModeType.PESSIMISTIC_WRITE)
                .map(row -> Optional.ofNullable(row).map(BookingEntity::toDomain))
                .invoke(this::name);
    }

    /**
     * The booking, locked, as the state that allows the transition. Fails with the refusal if it is not there, not at
     * the version that the caller has seen, or in another state.
     *
     * @param ifMatch null if the caller does not say what it has seen
     */
    <F extends Booking> Uni<F> findFor(Transition<F> transition, Act act, UUID id, String ifMatch) {
        act.require(transition);
        return findForChange(act.clinic(), id)
                .map(found -> found.filter(act::reaches)
                        .orElseThrow(() -> Refusal.notFound().asException()))
                .invoke(found -> Etags.check(ifMatch, found.head().version()))
                .map(found -> transition.in(found).orElseThrow(() -> BookingProblem.notAllowedIn(found)));
    }

    /** Whatever becomes of the request that looks for one booking: it is about that one's patient. */
    private void name(Optional<Booking> found) {
        found.ifPresent(booking -> subject.about(booking.visit().patientId().toString()));
    }

    Uni<Void> add(Booking booking) {
        return persist(BookingEntity.of(booking)).chain(Panache::flush);
    }

    Uni<Void> change(Booking next) {
        return findById(new BookingEntity.Key(
                        next.head().clinic(), next.head().id().value()))
                .invoke(row -> row.become(next))
                .chain(Panache::flush);
    }
}
