package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.destination.ConnectionRef;

/**
 * Makes due deliveries a worker's own for the time of a lease. Any number of replicas may do so at once: none gets what
 * another has, a connection never has more under way than it may, and a booking never more than one.
 */
@ApplicationScoped
class ClaimDeliveries {

    /** Connections that one look takes in; the next begins after its first. */
    static final int CONNECTIONS = 64;

    /** What a connection's rate lets out in this part of a lease's time may be under way: a delivery is a few requests. */
    private static final double PART_OF_THE_LEASE = 1 / 8.0;

    /** As {@link #TAKE} takes it. */
    private record Turn(String clinic, UUID connection, int most, boolean probing, int turn) {}

    /**
     * Those who have the fewest under way come first: clinics among each other, then a clinic's connections. So one that
     * has a hundred thousand waiting, or hangs, gets no more than its share. What the EHR has answered is not under way.
     *
     * <p>The probe of an EHR that was down is the youngest of those that never failed. What failed before may fail by its
     * own fault, and a hundred of that kind would keep the circuit open for all who come after them.
     */
    static final String TAKE = """
            with open as materialized (
              select n.*, (select count(*) from delivery d
                           where d.clinic = n.clinic and d.connection_id = n.connection
                             and d.lease_until > now() and not d.lease_token = any(cast(cast(?5 as text) as uuid[]))) as taken
              from json_to_recordset(cast(cast(?1 as text) as json))
                as n (clinic text, connection uuid, most int, probing boolean, turn int)),
            clinic as (
              select clinic, sum(taken) as taken, min(turn) as turn from open group by clinic),
            canary as materialized (
              select o.*, coalesce(
                (select d.booking_id from delivery d
                 where d.clinic = o.clinic and d.connection_id = o.connection and d.state = 'pending'
                   and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until <= now())
                   and d.last_failed_at is null
                 order by d.next_attempt_at desc limit 1),
                (select d.booking_id from delivery d
                 where d.clinic = o.clinic and d.connection_id = o.connection and d.state = 'pending'
                   and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until <= now())
                 order by d.next_attempt_at limit 1)) as booking
              from open o where o.probing),
            probe as materialized (
              select c.clinic, c.connection, c.taken, c.turn, c.probing, d.booking_id, d.next_attempt_at
              from canary c join delivery d
                on d.clinic = c.clinic and d.connection_id = c.connection and d.booking_id = c.booking
              where d.state = 'pending' and (d.lease_until is null or d.lease_until <= now())
              for update of d skip locked),
            waiting as materialized (
              select o.clinic, o.connection, o.taken, o.turn, o.probing, x.booking_id, x.next_attempt_at
              from open o cross join lateral (
                select d.booking_id, d.next_attempt_at from delivery d
                where d.clinic = o.clinic and d.connection_id = o.connection and d.state = 'pending'
                  and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until <= now())
                order by d.next_attempt_at
                limit least(?2, greatest(0, o.most - o.taken))
                for update skip locked) x
              where not o.probing
              -- Never reached. It tells the planner that these are few: else it reads whole tables, and compiles.
              limit 4096),
            due as (
              select * from probe union all select * from waiting),
            of_connection as (
              select d.*, d.taken + row_number() over (
                partition by d.clinic, d.connection order by d.next_attempt_at, d.booking_id) as place
              from due d),
            of_clinic as (
              select o.*, c.turn as clinic_turn, c.taken + row_number() over (
                partition by o.clinic order by o.place, o.turn) as clinic_place
              from of_connection o join clinic c on c.clinic = o.clinic),
            ranked as (
              select o.*, row_number() over (order by o.clinic_place, o.clinic_turn) as rank,
                     sum(octet_length(w.event)) over (order by o.clinic_place, o.clinic_turn) as bytes
              from of_clinic o join wanted_booking w on w.clinic = o.clinic and w.booking_id = o.booking_id),
            claimed as (
              update delivery d
              set lease_token = gen_random_uuid(), tries = d.tries + 1,
                  lease_until = now() + make_interval(secs => ?4)
              from ranked r
              where d.clinic = r.clinic and d.connection_id = r.connection and d.booking_id = r.booking_id
                and r.rank <= ?2 and (r.rank = 1 or r.bytes <= ?3)
              returning d.clinic, d.connection_id, d.booking_id, d.lease_token, d.external_id, d.tries, r.probing)
            select d.clinic, d.connection_id, c.version, d.lease_token, d.external_id, d.tries, d.probing, w.event,
                   w.headers, w.origin
            from claimed d
            join connection c on c.clinic = d.clinic and c.id = d.connection_id
            join wanted_booking w on w.clinic = d.clinic and w.booking_id = d.booking_id""";

    private final Circuits circuits;
    private final ReadClaims readClaims;
    private final AnsweredLeases answered;
    private final EhrSyncConfig.Delivery config;
    private final double pacedFor;

    @Inject
    ClaimDeliveries(Circuits circuits, ReadClaims readClaims, AnsweredLeases answered, EhrSyncConfig config) {
        this.circuits = circuits;
        this.readClaims = readClaims;
        this.answered = answered;
        this.config = config.delivery();
        this.pacedFor = Seconds.of(EhrSyncConfig.deadline(config)) * PART_OF_THE_LEASE;
    }

    /**
     * Connections that have something due, and whose EHR may be asked; at most {@value #CONNECTIONS}.
     *
     * @param last connection that the look before this one began with; this one begins with the next
     */
    Uni<List<ConnectionRef>> connectionsWithWork(ConnectionRef last) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select c.clinic, c.id
                                from connection c join circuit k on k.clinic = c.clinic and k.connection_id = c.id
                                where c.status = 'active' and c.direction <> 'inbound'
                                  and (k.state = 'closed' or k.probe_at <= now())
                                  and (k.paced_until is null or k.paced_until < now() + interval '1 second')
                                  and exists (
                                    select 1 from delivery d
                                    where d.clinic = c.clinic and d.connection_id = c.id and d.state = 'pending'
                                      and d.next_attempt_at <= now()
                                      and (d.lease_until is null or d.lease_until <= now()))
                                order by (c.clinic, c.id) <= (?1, ?2), c.clinic, c.id limit ?3""", Object[].class)
                        .setParameter(1, last.clinic())
                        .setParameter(2, last.id())
                        .setParameter(3, (long) CONNECTIONS)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new ConnectionRef((String) row[0], (UUID) row[1]))
                        .toList()));
    }

    /**
     * @param connections in the order of their turns
     * @param most deliveries that this process can take on
     */
    Uni<List<ClaimedDelivery>> claim(List<ConnectionRef> connections, int most) {
        // The circuits' rows are the locks of the claim: under them the count of what is under way is exact, and there
        // is one probe at a time. Two statements: the second has to see what others claimed before the first had them.
        return Panache.withTransaction(() -> circuits.lockPassable(connections, config.perConnection(), pacedFor)
                        .chain(open -> open.isEmpty()
                                ? Uni.createFrom().item(List.<Object[]>of())
                                : take(connections, open, most).call(this::letProbesThrough)))
                .chain(readClaims::read);
    }

    private Uni<List<Object[]>> take(List<ConnectionRef> turns, List<ClaimableConnection> open, int most) {
        List<Turn> lines = open.stream()
                .map(each -> new Turn(
                        each.connection().clinic(),
                        each.connection().id(),
                        each.most(),
                        each.probing(),
                        turns.indexOf(each.connection())))
                .toList();
        return Panache.getSession().chain(session -> session.createNativeQuery(TAKE, Object[].class)
                .setParameter(1, Lines.of(lines))
                .setParameter(2, (long) most)
                .setParameter(3, (long) config.claimedBytes())
                .setParameter(4, Seconds.of(config.lease()))
                // By name, not by number: some of them may be written down before this statement sees the rows.
                .setParameter(5, answered.asArray())
                .getResultList());
    }

    private Uni<Void> letProbesThrough(List<Object[]> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .filter(row -> (Boolean) row[6])
                .onItem()
                .transformToUniAndConcatenate(row -> circuits.letThrough(
                        new ConnectionRef((String) row[0], (UUID) row[1]), (UUID) row[3], config.lease()))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
