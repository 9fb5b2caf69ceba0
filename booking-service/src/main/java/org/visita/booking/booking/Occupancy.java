package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Visit;

/** The store of who and what is taken, and when. Its exclusion constraint is what forbids double booking. */
@ApplicationScoped
class Occupancy {

    /** Exactly one of booking and session owns it. */
    record Claim(UUID resource, UUID booking, UUID session, Instant from, Instant to, Instant expiresAt) {}

    /**
     * Takes what the booking needs. The first seat of a group's session takes practitioner, room and equipment for the
     * session, a further one its patient only.
     *
     * <p>{@code on conflict do nothing} instead of letting the constraint fail: it checks before it inserts, so two that
     * want the same wait for each other in turn and not for ever, and the transaction lives on. Rows are sent in the
     * order of their resources, which keeps two bookings of several shared resources from blocking each other.
     *
     * @param joins whether the visit's session has taken practitioner, room and equipment before
     * @return false if something of it is taken; then nothing may be kept of this transaction
     */
    Uni<Boolean> take(Booking booking, boolean joins) {
        List<Claim> claims = claims(booking, joins);
        return Panache.getSession()
                .chain(session -> insert(session, booking.head().clinic(), claims))
                .map(inserted -> inserted == claims.size());
    }

    private static Uni<Integer> insert(Mutiny.Session session, String clinic, List<Claim> claims) {
        String values = IntStream.range(0, claims.size())
                .mapToObj(i -> ("(:clinic, :resource%1$d, :booking%1$d, :session%1$d, :from%1$d, :to%1$d,"
                                + " cast(:expires%1$d as timestamptz))")
                        .formatted(i))
                .collect(Collectors.joining(", "));
        var insert = session.createNativeQuery(
                        "insert into occupancy (clinic, resource_id, booking_id, session_id, start_at, end_at, expires_at) values "
                                + values + " on conflict on constraint occupancy_no_overlap do nothing")
                .setParameter("clinic", clinic);
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            insert.setParameter("resource" + i, claim.resource())
                    .setParameter("booking" + i, claim.booking())
                    .setParameter("session" + i, claim.session())
                    .setParameter("from" + i, claim.from())
                    .setParameter("to" + i, claim.to())
                    .setParameter("expires" + i, claim.expiresAt());
        }
        return insert.executeUpdate();
    }

    /** Gives back what the booking has itself; what a session has goes with the session. */
    Uni<Void> release(Booking booking) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from occupancy where clinic = :clinic and booking_id = :booking")
                        .setParameter("clinic", booking.head().clinic())
                        .setParameter("booking", booking.head().id().value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** What was held is taken for good. */
    Uni<Void> keep(Booking booking) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update occupancy set expires_at = null where clinic = :clinic and booking_id = :booking")
                        .setParameter("clinic", booking.head().clinic())
                        .setParameter("booking", booking.head().id().value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** In the order of their resources. */
    static List<Claim> claims(Booking owner, boolean joins) {
        Visit visit = owner.visit();
        UUID booking = owner.head().id().value();
        Instant expiresAt = owner instanceof Booking.Held held ? held.hold().expiresAt() : null;
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(visit.patientId(), booking, null, visit.start(), visit.end(), expiresAt));
        if (!joins) {
            UUID session = visit.sessionId();
            UUID single = session == null ? booking : null;
            // A session outlives the hold that opened it as soon as somebody joins: its seats tell whether it lives.
            Instant until = session == null ? expiresAt : null;
            List<UUID> resources = new ArrayList<>(visit.equipmentIds());
            resources.add(visit.practitionerId());
            if (visit.roomId() != null) {
                resources.add(visit.roomId());
            }
            resources.forEach(resource ->
                    claims.add(new Claim(resource, single, session, visit.occupiedFrom(), visit.occupiedTo(), until)));
        }
        claims.sort(Comparator.comparing(Claim::resource));
        return claims;
    }
}
