package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.ehrsync.destination.Sealing;

/** The rows of dead letters, as workers open and resolve them. Joins the running transaction. */
@ApplicationScoped
class DeadLetters {

    /** As the table takes it; {@code outcome} and {@code event} are base64 by then. */
    private record Line(
            String clinic,
            UUID id,
            UUID connection,
            String booking,
            int version,
            String kind,
            String code,
            String cause,
            String message,
            Integer status,
            byte[] outcome,
            int attempts,
            Instant first,
            Instant last,
            byte[] event,
            String origin) {}

    /** Of a booking that has one already, it is that one again: its id and its first failure stay. */
    private static final String OPEN = """
            insert into dead_letter as held
              (clinic, id, connection_id, booking_id, version, class, code, cause, message, status, outcome, attempts,
               first_failed_at, last_failed_at, event, origin)
            select clinic, id, connection, booking, version, kind, code, cause, message, status,
                   decode(outcome, 'base64'), attempts, first, last, decode(event, 'base64'), origin
            from json_to_recordset(cast(cast(?1 as text) as json)) as n (
              clinic text, id uuid, connection uuid, booking text, version int, kind text, code text, cause text,
              message text, status int, outcome text, attempts int, first timestamptz, last timestamptz, event text,
              origin text)
            order by booking, connection
            on conflict (clinic, connection_id, booking_id) where state <> 'resolved' do update
            set version = excluded.version, class = excluded.class, code = excluded.code, cause = excluded.cause,
                message = excluded.message, status = excluded.status, outcome = excluded.outcome,
                attempts = excluded.attempts, last_failed_at = excluded.last_failed_at, event = excluded.event,
                origin = excluded.origin, state = 'open', because = null, changed_at = now(), discard_reason = null,
                discarded_by = null, discarded_at = null""";

    private final Sealing sealing;

    @Inject
    DeadLetters(Sealing sealing) {
        this.sealing = sealing;
    }

    Uni<Void> open(List<GivenUp> givenUp) {
        return givenUp.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(OPEN)
                                .setParameter(
                                        1,
                                        Lines.of(
                                                givenUp.stream().map(this::line).toList()))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    /** The EHRs hold these bookings now. */
    Uni<Void> resolve(Collection<DeliveryChange> written) {
        List<Map<String, Object>> letters = written.stream()
                .map(change -> Map.<String, Object>of(
                        "clinic", change.clinic(), "connection", change.connection(), "booking", change.booking()))
                .toList();
        return letters.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                        update dead_letter l
                                        set state = 'resolved', changed_at = now(), discard_reason = null,
                                            discarded_by = null, discarded_at = null
                                        from json_to_recordset(cast(cast(?1 as text) as json))
                                          as n (clinic text, connection uuid, booking text)
                                        where l.clinic = n.clinic and l.connection_id = n.connection
                                          and l.booking_id = n.booking and l.state <> 'resolved'""")
                                .setParameter(1, Lines.of(letters))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    private Line line(GivenUp givenUp) {
        ClaimedDelivery delivery = givenUp.delivery();
        Failure failure = givenUp.failure();
        return new Line(
                delivery.connection().clinic(),
                givenUp.letter(),
                delivery.connection().id(),
                delivery.bookingId(),
                delivery.version(),
                givenUp.verdict().deadClass(),
                failure.code(),
                failure.cause(),
                failure.message(),
                failure.status(),
                failure.outcome() == null
                        ? null
                        : sealing.seal(
                                failure.outcome(), delivery.connection().clinic(), delivery.bookingId(), "outcome"),
                givenUp.verdict().attempts(),
                givenUp.before().firstFailure(),
                givenUp.before().now(),
                delivery.bytes(),
                delivery.origin());
    }
}
