package org.visita.ehrsync.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.visita.ehrsync.Columns;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.EhrLook;
import org.visita.ehrsync.delivery.LookAtEhr;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.EhrTargets;
import org.visita.ehrsync.destination.Sealing;
import org.visita.kit.problem.Refusal;

/** One dead letter with all there is to it, what the EHR holds at this moment included. */
@ApplicationScoped
class ReadDeadLetter {

    private static final String ROW = "select " + DeadLetterJson.COLUMNS + """
            , l.event as failed_event, l.origin as failed_origin, l.outcome, l.discarded_by, l.discarded_at,
              l.discard_reason, c.version as connection_version, coalesce(w.event, l.event) as newest_event,
              coalesce(w.origin, l.origin) as newest_origin
            from dead_letter l
            join connection c on c.clinic = l.clinic and c.id = l.connection_id
            left join delivery d
              on d.clinic = l.clinic and d.connection_id = l.connection_id and d.booking_id = l.booking_id
            left join wanted_booking w on w.clinic = l.clinic and w.booking_id = l.booking_id
            where l.clinic = ?1 and l.id = ?2""";

    /** What the database knows of it. */
    private record Found(
            Object[] row,
            Standing standing,
            List<DeadLetterItem.Attempt> attempts,
            List<DeadLetterItem.Comment> comments) {

        /** After the columns of the view. */
        Object more(int index) {
            return row[DeadLetterJson.WIDTH + index];
        }
    }

    private final Standings standings;
    private final DeadLetterHistory history;
    private final EhrTargets targets;
    private final LookAtEhr lookAtEhr;
    private final Sealing sealing;
    private final Notes notes;
    private final Duration restorable;

    @Inject
    ReadDeadLetter(
            Standings standings,
            DeadLetterHistory history,
            EhrTargets targets,
            LookAtEhr lookAtEhr,
            Sealing sealing,
            Notes notes,
            EhrSyncConfig config) {
        this.standings = standings;
        this.history = history;
        this.targets = targets;
        this.lookAtEhr = lookAtEhr;
        this.sealing = sealing;
        this.notes = notes;
        this.restorable = config.deadLetters().restorable();
    }

    /** @throws org.visita.kit.problem.RefusedException if the clinic has no such letter */
    Uni<DeadLetterItem> read(String clinic, UUID id) {
        // The session has ended when the EHR is asked: it may take its time.
        return Panache.withSession(() -> find(clinic, id))
                .chain(found -> look(clinic, found).map(seen -> render(clinic, id, found, seen)));
    }

    private Uni<Found> find(String clinic, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ROW, Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.notFound().asException())
                .chain(row -> standings.read(clinic, id).chain(standing -> history.attempts(clinic, id)
                        .chain(attempts -> history.comments(clinic, id)
                                .map(comments -> new Found(row, standing, attempts, comments)))));
    }

    private Uni<EhrLook> look(String clinic, Found found) {
        return targets.of(new ConnectionRef(clinic, (UUID) found.row()[1]), (Integer) found.more(6))
                .map(target -> ClaimedDelivery.toLookAt(
                        target, (String) found.row()[DeadLetterJson.WIDTH - 1], (byte[]) found.more(7), (String)
                                found.more(8)))
                .chain(lookAtEhr::look);
    }

    private DeadLetterItem render(String clinic, UUID id, Found found, EhrLook seen) {
        DeadLetterJson.View view = DeadLetterJson.View.of(found.row());
        return new DeadLetterItem(
                view,
                DeadLetterVerdict.of(found.standing(), seen.held()),
                DeadLetterItem.parse(new String((byte[]) found.more(0), StandardCharsets.UTF_8)),
                (String) found.more(1),
                outcome(clinic, view.bookingId(), (byte[]) found.more(2)),
                discarded(clinic, id, found),
                found.attempts(),
                found.comments(),
                DeadLetterItem.Generated.of(seen.wanted()),
                DeadLetterItem.Held.of(seen.held()),
                seen.differences());
    }

    private JsonNode outcome(String clinic, String booking, byte[] sealed) {
        return sealed == null
                ? null
                : sealing.open(sealed, clinic, booking, "outcome")
                        .map(DeadLetterItem::parse)
                        .orElse(null);
    }

    private DeadLetterItem.Discarded discarded(String clinic, UUID id, Found found) {
        var at = Columns.instant(found.more(4));
        return at == null
                ? null
                : new DeadLetterItem.Discarded(
                        (String) found.more(3),
                        at,
                        notes.openReason(clinic, id, (String) found.more(5)),
                        at.plus(restorable));
    }
}
