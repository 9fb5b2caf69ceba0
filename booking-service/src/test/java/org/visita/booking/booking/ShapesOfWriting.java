package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.idempotency.FirstAnswer;

/** The ways that {@link WriteShapes} measures. */
@ApplicationScoped
class ShapesOfWriting {

    static final String FUNCTION = """
            create or replace function write_booking(%s) returns boolean language plpgsql as $$
            begin
                if not exists (select from known_patient where clinic = $1 and id = $2)
                    or not pg_try_advisory_xact_lock($41, hashtext($42)) then return false; end if;
                insert into idempotency_key (clinic, client, key, request_hash, status, headers, body, created_at)
                    values ($1, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing;
                if not found then return false; end if;
                insert into booking (clinic, id, version, status, patient_id, patient_status, visit_type_id, practitioner_id,
                    location_id, modality, room_id, equipment_ids, start_at, end_at, occupied_from, occupied_to, zone,
                    visit_date, origin, created_at, updated_at)
                values ($1, $10, $11, $12, $2, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
                    $28);
                insert into occupancy (clinic, resource_id, booking_id, start_at, end_at)
                    select $1, claim.resource, $10, claim.from_at, claim.to_at
                    from unnest($29, $30, $31) as claim (resource, from_at, to_at)
                    on conflict on constraint occupancy_no_overlap do nothing;
                insert into booking_history (clinic, booking_id, version, act, at, actor, source, changes)
                    values ($1, $10, $11, $32, $28, $3, $26, $33);
                insert into outbox (id, aggregatetype, aggregateid, type, payload, traceparent, created_at)
                    values ($34, $35, $36, $37, $38, $39, $40);
                return true;
            end $$""".formatted(
                    "text, uuid, text, text, bytea, int, text, bytea, timestamptz, uuid, int, text, text, uuid, uuid, uuid,"
                            + " text, uuid, uuid[], timestamptz, timestamptz, timestamptz, timestamptz, text, date, text,"
                            + " timestamptz, timestamptz, uuid[], timestamptz[], timestamptz[], text, text, uuid, text, text,"
                            + " text, bytea, text, timestamptz, int, text");

    private static final String CALL = "select write_booking(%s)"
            .formatted(IntStream.rangeClosed(1, 42).mapToObj(n -> "$" + n).collect(Collectors.joining(", ")));

    private final Pool pool;
    private final WriteBooking write;
    private final WriteAtOnce atOnce;
    private final Bookings bookings;
    private final BookingHistory history;
    private final BookingAnnouncer announcer;

    @Inject
    ShapesOfWriting(
            Pool pool,
            WriteBooking write,
            WriteAtOnce atOnce,
            Bookings bookings,
            BookingHistory history,
            BookingAnnouncer announcer) {
        this.pool = pool;
        this.write = write;
        this.atOnce = atOnce;
        this.bookings = bookings;
        this.history = history;
        this.announcer = announcer;
    }

    /** Each row when the one before is written. */
    Uni<?> entityByEntity(Act act, Booking booking, FirstAnswer answer) {
        return Panache.withTransaction(() -> bookings.add(booking)
                .chain(() -> each(booking))
                .chain(() -> history.add(act, CreateBooking.ACT, booking, Changes.of(booking)))
                .chain(() -> announcer.announceCreated(act, booking))
                .chain(Panache::flush)
                .chain(() -> keep(answer)));
    }

    /** As the service writes what is not plain: what a booking takes in one statement of several rows. */
    Uni<?> ordinary(Act act, Booking booking, FirstAnswer answer) {
        return Panache.withTransaction(
                () -> write.create(act, CreateBooking.ACT, booking, false).chain(() -> keep(answer)));
    }

    Uni<?> oneStatement(Act act, Booking booking, FirstAnswer answer) {
        return atOnce.write(act, booking, answer).invoke(ShapesOfWriting::require);
    }

    Uni<?> function(Act act, Booking booking, FirstAnswer answer) {
        return pool.preparedQuery(CALL)
                .execute(atOnce.parameters(act, booking, answer))
                .invoke(rows -> require(rows.iterator().next().getBoolean(0)));
    }

    private static void require(boolean written) {
        if (!written) throw new IllegalStateException("nothing was written");
    }

    private static Uni<Void> each(Booking booking) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Occupancy.Claim claim : Occupancy.claims(booking, false)) {
            all = all.chain(Panache::getSession).chain(session -> take(session, booking, claim));
        }
        return all;
    }

    private static Uni<Void> take(Mutiny.Session session, Booking booking, Occupancy.Claim claim) {
        return session.createNativeQuery("""
                        insert into occupancy (clinic, resource_id, booking_id, start_at, end_at) values (?1, ?2, ?3, ?4, ?5)
                        on conflict on constraint occupancy_no_overlap do nothing""")
                .setParameter(1, booking.head().clinic())
                .setParameter(2, claim.resource())
                .setParameter(3, booking.head().id().value())
                .setParameter(4, claim.from())
                .setParameter(5, claim.to())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> keep(FirstAnswer answer) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                        insert into idempotency_key (clinic, client, key, request_hash, status, headers, body, created_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)""")
                .setParameter(1, answer.clinic())
                .setParameter(2, answer.client())
                .setParameter(3, answer.key())
                .setParameter(4, answer.requestHash())
                .setParameter(5, answer.status())
                .setParameter(6, answer.headers())
                .setParameter(7, answer.body())
                .setParameter(8, answer.createdAt())
                .executeUpdate()
                .replaceWithVoid());
    }
}
