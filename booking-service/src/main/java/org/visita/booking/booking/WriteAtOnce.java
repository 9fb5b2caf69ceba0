package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.idempotency.FirstAnswer;
import org.visita.kit.outbox.OutboxRecord;
import org.visita.kit.rest.TraceIds;

/**
 * What {@link WriteBooking} writes of a new booking, and the answer under its Idempotency-Key, in one statement. A test
 * compares what the two leave behind.
 */
@ApplicationScoped
class WriteAtOnce {

    /**
     * Writes all or nothing. Nothing, and false, if the patient is not known, or the key has been used or is in use. Fails if somebody
     * or something is taken; {@code on conflict do nothing} for the reason that {@link Occupancy#take} has.
     */
    private static final String WRITE = """
            with known as materialized (
                select 1 from known_patient where clinic = $1 and id = $2
                    and (cast($4 as text) is null or pg_try_advisory_xact_lock($41, hashtext($42)))
            ), kept as (
                insert into idempotency_key (clinic, client, key, request_hash, status, headers, body, created_at)
                select $1, $3, $4, $5, $6, $7, $8, $9 from known where cast($4 as text) is not null
                on conflict do nothing returning 1
            ), fresh as materialized (
                select 1 from known where cast($4 as text) is null or exists (select from kept)
            ), booked as (
                insert into booking (clinic, id, version, status, patient_id, patient_status, visit_type_id, practitioner_id,
                    location_id, modality, room_id, equipment_ids, start_at, end_at, occupied_from, occupied_to, zone,
                    visit_date, origin, created_at, updated_at)
                select $1, $10, $11, $12, $2, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28
                from fresh returning 1
            ), taken as (
                insert into occupancy (clinic, resource_id, booking_id, start_at, end_at)
                select $1, claim.resource, $10, claim.from_at, claim.to_at
                from fresh, unnest($29::uuid[], $30::timestamptz[], $31::timestamptz[]) as claim (resource, from_at, to_at)
                on conflict on constraint occupancy_no_overlap do nothing returning 1
            ), noted as (
                insert into booking_history (clinic, booking_id, version, act, at, actor, source, changes)
                select $1, $10, $11, $32, $28, $3, $26, $33 from fresh
            ), told as (
                insert into outbox (id, aggregatetype, aggregateid, type, payload, traceparent, created_at)
                select $34, $35, $36, $37, $38, $39, $40 from fresh
            )
            select case
                when not exists (select from booked) then false
                when (select count(*) from taken) < cardinality($29::uuid[]) then refuse_overlap()
                else true end""";

    private static final List<Object> NO_ANSWER = Collections.nCopies(6, null);

    private final Pool pool;
    private final Clock clock;

    @Inject
    WriteAtOnce(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @param answer null if the request has no key */
    Uni<Boolean> write(Act act, Booking created, FirstAnswer answer) {
        return pool.preparedQuery(WRITE)
                .execute(parameters(act, created, answer))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    Tuple parameters(Act act, Booking created, FirstAnswer answer) {
        BookingEntity row = BookingEntity.of(created);
        List<Occupancy.Claim> claims = Occupancy.claims(created, false);
        OutboxRecord event = BookingAnnouncer.created(act, created);
        List<Object> values = new ArrayList<>(42);
        values.addAll(List.of(row.clinic, row.patientId, act.actor().toString()));
        values.addAll(answer == null ? NO_ANSWER : answer(answer));
        values.addAll(List.of(row.id, row.version, row.status.name()));
        values.add(row.patientStatus == null ? null : row.patientStatus.name());
        values.addAll(List.of(row.visitTypeId, row.practitionerId, row.locationId, row.modality.name()));
        values.add(row.roomId);
        values.addAll(
                List.of(row.equipmentIds, at(row.startAt), at(row.endAt), at(row.occupiedFrom), at(row.occupiedTo)));
        values.addAll(List.of(row.zone, row.visitDate, row.origin, at(row.createdAt), at(row.updatedAt)));
        values.add(claims.stream().map(Occupancy.Claim::resource).toArray(UUID[]::new));
        values.add(times(claims, Occupancy.Claim::from));
        values.add(times(claims, Occupancy.Claim::to));
        values.addAll(List.of(CreateBooking.ACT, BookingHistory.written(Changes.of(created))));
        values.addAll(List.of(event.id(), event.topic(), event.key(), event.type(), Buffer.buffer(event.payload())));
        values.add(TraceIds.currentTraceParent());
        values.add(at(clock.instant()));
        values.add(FirstAnswer.LOCK_SPACE);
        values.add(answer == null ? null : answer.lock());
        return Tuple.from(values);
    }

    private static List<Object> answer(FirstAnswer answer) {
        return List.of(
                answer.key(),
                Buffer.buffer(answer.requestHash()),
                answer.status(),
                answer.headers(),
                Buffer.buffer(answer.body()),
                at(answer.createdAt()));
    }

    private static OffsetDateTime[] times(List<Occupancy.Claim> claims, Function<Occupancy.Claim, Instant> time) {
        return claims.stream().map(claim -> at(time.apply(claim))).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
