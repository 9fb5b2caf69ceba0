package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.visita.ehrsync.Columns;
import org.visita.kit.problem.Refusal;

/** Reads how dead letters stand, and keeps it so while somebody decides. Joins the running transaction. */
@ApplicationScoped
class Standings {

    /** The order of locks is that of the workers: the delivery, then its letter. */
    private static final String LOCK = """
            select d.booking_id
            from delivery d join dead_letter l
              on l.clinic = d.clinic and l.connection_id = d.connection_id and l.booking_id = d.booking_id
            where l.clinic = ?1 and l.id = ?2 for update of d""";

    /**
     * A statement of its own: what it reads is what stands there once the lock is had. An inbound connection wants
     * nothing, so that no newer version is wanted of it either.
     */
    private static final String READ = """
            select l.state, l.code, l.version,
                   greatest(l.version, d.wanted_version, d.written_version,
                            case when c.direction <> 'inbound' then w.version end),
                   coalesce(d.written_version, 0), l.discarded_at, now()
            from dead_letter l
            join connection c on c.clinic = l.clinic and c.id = l.connection_id
            left join delivery d
              on d.clinic = l.clinic and d.connection_id = l.connection_id and d.booking_id = l.booking_id
            left join wanted_booking w on w.clinic = l.clinic and w.booking_id = l.booking_id
            where l.clinic = ?1 and l.id = ?2""";

    /** @throws org.visita.kit.problem.RefusedException if the clinic has no such letter */
    Uni<Standing> lock(String clinic, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter(1, clinic)
                        .setParameter(2, id)
                        .getResultList())
                .chain(() -> read(clinic, id));
    }

    Uni<Standing> read(String clinic, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(READ, Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.notFound().asException())
                .map(row -> new Standing(
                        (String) row[0],
                        (String) row[1],
                        (Integer) row[2],
                        (Integer) row[3],
                        (Integer) row[4],
                        Columns.instant(row[5]),
                        Columns.instant(row[6])));
    }
}
