package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.ehrsync.destination.ConnectionRef;

/**
 * Takes back deliveries that wait, that nobody has set out with, and that are wanted no longer. Else the EHR would be told
 * of a booking for the first time when it is no longer its business. Joins the running transaction.
 */
@ApplicationScoped
class LeaveFlow {

    static final String NOT_IN_FLOW = "not-in-flow";
    private static final String CONNECTION_REMOVED = "connection-removed";

    private static final String LEAVE = """
            delete from delivery d
            using wanted_booking w, connection c
            where %s and w.clinic = d.clinic and w.booking_id = d.booking_id
              and c.clinic = d.clinic and c.id = d.connection_id
              and d.state = 'pending' and d.tries = 0 and d.external_id is null and d.dead_letter_id is null
              and not
            """ + FlowRules.PASSES + """

            returning d.clinic, d.connection_id, d.booking_id, d.wanted_version, d.external_id""";

    /**
     * Row by row over the index, then by place: a join goes through all that waits for each booking that is named, as long
     * as the planner believes that little waits (measured: 500 ms for 500 bookings and 2,000 that wait).
     */
    static final String OF_BOOKINGS = LEAVE.formatted("""
            d.ctid = any(array(
                select x.place
                from json_to_recordset(cast(cast(?1 as text) as json)) as n (clinic text, id text)
                join connection o on o.clinic = n.clinic
                cross join lateral (
                  select p.ctid as place from delivery p
                  where p.clinic = n.clinic and p.connection_id = o.id and p.booking_id = n.id
                    and p.state = 'pending' and p.tries = 0
                  limit 1) x))""");

    private static final String OF_CONNECTION = LEAVE.formatted("d.clinic = ?1 and d.connection_id = ?2");

    private final SyncAnnouncer announcer;

    @Inject
    LeaveFlow(SyncAnnouncer announcer) {
        this.announcer = announcer;
    }

    /** @param versions as for {@link WantDeliveries#ofBookings} */
    Uni<Void> ofBookings(String versions) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_BOOKINGS, Object[].class)
                        .setParameter(1, versions)
                        .getResultList())
                .chain(left -> announce(left, NOT_IN_FLOW));
    }

    Uni<Void> of(ConnectionRef connection) {
        return ofConnection(OF_CONNECTION, connection).chain(left -> announce(left, NOT_IN_FLOW));
    }

    /** Says of all that waits that it is not coming: the connection goes. Takes nothing back itself. */
    Uni<Void> announceRemoval(ConnectionRef connection) {
        return ofConnection("""
                        select clinic, connection_id, booking_id, wanted_version, external_id from delivery
                        where clinic = ?1 and connection_id = ?2 and state = 'pending'""", connection).chain(left -> announce(left, CONNECTION_REMOVED));
    }

    private static Uni<List<Object[]>> ofConnection(String sql, ConnectionRef connection) {
        return Panache.getSession().chain(session -> bound(session, sql, connection.clinic(), connection.id()));
    }

    private static Uni<List<Object[]>> bound(Mutiny.Session session, String sql, String clinic, UUID connection) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter(1, clinic)
                .setParameter(2, connection)
                .getResultList();
    }

    private Uni<Void> announce(List<Object[]> left, String reason) {
        return announcer.failed(left.stream().map(WantedDelivery::of).toList(), reason);
    }
}
