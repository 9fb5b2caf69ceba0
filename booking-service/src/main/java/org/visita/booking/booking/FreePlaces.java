package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.visita.booking.booking.FindBusyTimes.Taken;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Visit;
import org.visita.rules.BusyScope;
import org.visita.rules.GroupSession;

/** Looks whether a visit that stands may have what it asks for, where the rules of booking are not asked again. */
@ApplicationScoped
class FreePlaces {

    private final FindBusyTimes busyTimes;
    private final ExpireHolds expireHolds;
    private final FindAlternatives alternatives;

    @Inject
    FreePlaces(FindBusyTimes busyTimes, ExpireHolds expireHolds, FindAlternatives alternatives) {
        this.busyTimes = busyTimes;
        this.expireHolds = expireHolds;
        this.alternatives = alternatives;
    }

    /** Fails with {@code slot-taken} if its practitioner, room or equipment is taken for the time of the visit. */
    Uni<Void> require(Act act, Booking booking) {
        return require(act, booking, resources(booking.visit()));
    }

    /** Fails with {@code slot-taken} if one of these is taken for the time of the visit with its buffers. */
    Uni<Void> require(Act act, Booking booking, Collection<UUID> resources) {
        Visit visit = booking.visit();
        return require(act, booking, resources, visit.occupiedFrom(), visit.occupiedTo(), BookingProblem.SLOT_TAKEN);
    }

    /** Fails with {@code patient-conflict} if the patient has another visit then. */
    Uni<Void> requirePatient(Act act, Booking booking) {
        Visit visit = booking.visit();
        return require(
                act, booking, Set.of(visit.patientId()), visit.start(), visit.end(), BookingProblem.PATIENT_CONFLICT);
    }

    /**
     * Fails with {@code slot-taken} if the visit's group is full, or somewhere else by now, or not there and cannot begin
     * again.
     *
     * @param seats of the visit type
     */
    Uni<Void> requireSeat(Act act, Booking booking, int seats) {
        Visit visit = booking.visit();
        Set<UUID> resources = resources(visit);
        return look(booking, resources, visit.occupiedFrom(), visit.occupiedTo())
                .map(Taken::busy)
                .chain(
                        busy -> busy
                                .sessions(
                                        text(visit.visitTypeId()),
                                        text(visit.practitionerId()),
                                        text(visit.locationId()))
                                .stream()
                                .filter(session -> session.start().equals(visit.start()))
                                .findFirst()
                                .map(session -> requireSeat(act, booking, session, seats))
                                .orElseGet(() -> require(act, booking, resources)));
    }

    private Uni<Void> requireSeat(Act act, Booking booking, GroupSession session, int seats) {
        Visit visit = booking.visit();
        boolean fits = session.seatsTaken() < seats
                && session.end().equals(visit.end())
                && session.modality() == visit.modality()
                && Objects.equals(session.roomId(), Snapshots.text(visit.roomId()))
                && session.equipmentIds()
                        .equals(visit.equipmentIds().stream()
                                .map(UUID::toString)
                                .toList());
        return fits ? Uni.createFrom().voidItem() : refuse(act, booking, BookingProblem.SLOT_TAKEN);
    }

    private static Set<UUID> resources(Visit visit) {
        Set<UUID> resources = new HashSet<>(visit.equipmentIds());
        resources.add(visit.practitionerId());
        if (visit.roomId() != null) {
            resources.add(visit.roomId());
        }
        return resources;
    }

    private Uni<Void> require(
            Act act, Booking booking, Collection<UUID> resources, Instant from, Instant to, BookingProblem otherwise) {
        return look(booking, resources, from, to)
                .chain(taken -> resources.stream().anyMatch(id -> taken.busy().overlaps(text(id), from, to))
                        ? refuse(act, booking, otherwise)
                        : Uni.createFrom().voidItem());
    }

    /** Ends what has expired there, and looks again: it may just have been booked. */
    private Uni<Taken> look(Booking booking, Collection<UUID> resources, Instant from, Instant to) {
        Set<String> ids = new HashSet<>();
        resources.forEach(id -> ids.add(text(id)));
        String clinic = booking.head().clinic();
        BusyScope scope =
                new BusyScope(ids, from, to, Optional.of(text(booking.visit().visitTypeId())), Optional.empty());
        return busyTimes
                .in(clinic, scope, inItsOwnWay(booking))
                .chain(taken -> taken.expired().isEmpty()
                        ? Uni.createFrom().item(taken)
                        : expireHolds.expire(clinic, taken.expired()).chain(() -> look(booking, resources, from, to)));
    }

    private Uni<Void> refuse(Act act, Booking booking, BookingProblem problem) {
        return alternatives
                .near(act, VisitWish.of(booking.visit()), inItsOwnWay(booking))
                .chain(offer -> Uni.createFrom()
                        .failure(problem.because("Something else takes place there by now.")
                                .withAlternatives(offer)
                                .asException()));
    }

    /** Null for one that has given its time back, and its seat: it has nothing that could be in its own way. */
    private static Booking inItsOwnWay(Booking booking) {
        return booking.takesTime() ? booking : null;
    }

    private static String text(UUID id) {
        return id.toString();
    }
}
