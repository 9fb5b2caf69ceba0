package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingId;
import org.visita.booking.booking.domain.Visit;
import org.visita.rules.Busy;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;

/** The store of who and what is taken, and when. Its exclusion constraint is what forbids double booking. */
@ApplicationScoped
class Occupancy {

    private record Claim(UUID resource, Instant from, Instant to) {}

    /**
     * All that is taken in the scope.
     *
     * @param except a booking that is being moved, whose own time does not stand in its way; null: none
     */
    Uni<BusyTimes> in(String clinic, BusyScope scope, BookingId except) {
        if (scope.isEmpty()) {
            return Uni.createFrom().item(BusyTimes.EMPTY);
        }
        List<UUID> resources =
                scope.resourceIds().stream().map(UUID::fromString).toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select cast(resource_id as text), start_at, end_at from occupancy
                                where clinic = :clinic and resource_id in (:resources)
                                    and during && tstzrange(:from, :to, '[)')
                                    and booking_id is distinct from :except""", Object[].class)
                        .setParameter("clinic", clinic)
                        .setParameter("resources", resources)
                        .setParameter("from", scope.from())
                        .setParameter("to", scope.to())
                        .setParameter("except", except == null ? new UUID(0, 0) : except.value())
                        .getResultList())
                .map(rows -> BusyTimes.of(rows.stream().map(Occupancy::toBusy).toList()));
    }

    private static Busy toBusy(Object[] row) {
        return new Busy((String) row[0], ((OffsetDateTime) row[1]).toInstant(), ((OffsetDateTime) row[2]).toInstant());
    }

    /**
     * Takes what the booking needs.
     *
     * <p>{@code on conflict do nothing} instead of letting the constraint fail: it checks before it inserts, so two that
     * want the same wait for each other in turn and not for ever, and the transaction lives on. Rows are sent in the
     * order of their resources, which keeps two bookings of several shared resources from blocking each other.
     *
     * @return false if something of it is taken; then nothing may be kept of this transaction
     */
    Uni<Boolean> take(Booking.Booked booking) {
        List<Claim> claims = claims(booking.visit());
        return Panache.getSession()
                .chain(session -> insert(session, booking, claims))
                .map(inserted -> inserted == claims.size());
    }

    private static Uni<Integer> insert(Mutiny.Session session, Booking.Booked booking, List<Claim> claims) {
        String values = IntStream.range(0, claims.size())
                .mapToObj(i -> "(:clinic, :resource%1$d, :booking, :from%1$d, :to%1$d)".formatted(i))
                .collect(Collectors.joining(", "));
        var insert = session.createNativeQuery(
                        "insert into occupancy (clinic, resource_id, booking_id, start_at, end_at) values " + values
                                + " on conflict on constraint occupancy_no_overlap do nothing")
                .setParameter("clinic", booking.head().clinic())
                .setParameter("booking", booking.head().id().value());
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            insert.setParameter("resource" + i, claim.resource())
                    .setParameter("from" + i, claim.from())
                    .setParameter("to" + i, claim.to());
        }
        return insert.executeUpdate();
    }

    Uni<Void> release(Booking booking) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from occupancy where clinic = :clinic and booking_id = :booking")
                        .setParameter("clinic", booking.head().clinic())
                        .setParameter("booking", booking.head().id().value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static List<Claim> claims(Visit visit) {
        return Stream.of(
                        new Claim(visit.practitionerId(), visit.occupiedFrom(), visit.occupiedTo()),
                        new Claim(visit.roomId(), visit.occupiedFrom(), visit.occupiedTo()),
                        new Claim(visit.patientId(), visit.start(), visit.end()))
                .filter(claim -> claim.resource() != null)
                .sorted(Comparator.comparing(Claim::resource))
                .toList();
    }
}
