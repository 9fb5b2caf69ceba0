package org.visita.ehrsync.wanted;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The newest snapshot of every booking. Joins the running transaction. */
@ApplicationScoped
class WantedBookings {

    /** @param bookings JSON array of {@link WantedBooking}, one per booking; older than what is stored does nothing */
    Uni<Void> store(String bookings) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery("""
                                insert into wanted_booking as held
                                  (clinic, booking_id, version, status, ends_at, changed_by, visit_type_id,
                                   practitioner_id, location_id, occurred_at, event, headers, origin)
                                select clinic, id, version, status, ends_at, changed_by, visit_type_id, practitioner_id,
                                       location_id, occurred_at, decode(event, 'base64'), headers, origin
                                from json_to_recordset(cast(cast(?1 as text) as json)) as n (
                                  clinic text, id text, version int, status text, ends_at timestamptz,
                                  changed_by text, visit_type_id text, practitioner_id text, location_id text,
                                  occurred_at timestamptz, event text, headers text, origin text)
                                order by clinic, id
                                on conflict (clinic, booking_id) do update
                                set version = excluded.version, status = excluded.status, ends_at = excluded.ends_at,
                                    changed_by = excluded.changed_by, visit_type_id = excluded.visit_type_id,
                                    practitioner_id = excluded.practitioner_id,
                                    location_id = excluded.location_id, occurred_at = excluded.occurred_at, event = excluded.event,
                                    headers = excluded.headers, origin = excluded.origin
                                where held.version < excluded.version""").setParameter(1, bookings).executeUpdate())
                .replaceWithVoid();
    }
}
