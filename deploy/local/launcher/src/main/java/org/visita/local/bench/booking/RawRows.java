package org.visita.local.bench.booking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The rows of one booking, as the service writes them, in one statement. */
final class RawRows {

    /** As large as the service's for the same booking. */
    static final int EVENT_BYTES = 900;

    static final int ANSWER_BYTES = 600;

    private static final String CHANGES = " ".repeat(500);

    private static final String OUTBOX = """
            create table if not exists raw_outbox (like outbox including all)""";

    /** One row each of booking, history, idempotency key and outbox, and one of occupancy for practitioner and patient. */
    static final String INSERT = """
            with asked as (
                select ?::text as clinic, ?::uuid as id, ?::uuid as patient, ?::uuid as visit_type, ?::uuid as practitioner,
                    ?::uuid as location, ?::timestamptz as start_at, ?::timestamptz as end_at, ?::uuid as event,
                    ?::text as key, ?::bytea as payload, ?::bytea as body, ?::text as changes, now() as at
            ), kept as (
                insert into idempotency_key (clinic, client, key, request_hash, status, headers, body, created_at)
                select clinic, 'key:raw', key, sha256(body), 201, '{}', body, at from asked
            ), booked as (
                insert into booking (clinic, id, version, status, patient_id, visit_type_id, practitioner_id, location_id,
                    modality, equipment_ids, start_at, end_at, occupied_from, occupied_to, zone, visit_date, origin,
                    created_at, updated_at)
                select clinic, id, 1, 'BOOKED', patient, visit_type, practitioner, location, 'IN_PERSON', '{}', start_at,
                    end_at, start_at, end_at, 'Europe/Berlin', start_at::date, 'api', at, at from asked
            ), taken as (
                insert into occupancy (clinic, resource_id, booking_id, start_at, end_at)
                select clinic, unnest(array[practitioner, patient]), id, start_at, end_at from asked
            ), noted as (
                insert into booking_history (clinic, booking_id, version, act, at, actor, source, changes)
                select clinic, id, 1, 'create', at, 'key:raw', 'api', changes from asked
            )
            insert into raw_outbox (id, aggregatetype, aggregateid, type, payload, created_at)
            select event, 'booking.events', id::text, 'org.visita.booking.created.v3', payload, at from asked""";

    private RawRows() {}

    static void makeOutbox(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(OUTBOX);
        }
    }

    static void bind(
            PreparedStatement statement,
            BookedClinic clinic,
            UUID id,
            Deck.Slot slot,
            OffsetDateTime start,
            byte[] event,
            byte[] answer)
            throws SQLException {
        int at = 1;
        statement.setString(at++, clinic.id());
        statement.setObject(at++, id);
        statement.setObject(at++, slot.patient());
        statement.setObject(at++, UUID.fromString(clinic.visitType()));
        statement.setObject(at++, slot.practitioner());
        statement.setObject(at++, UUID.fromString(clinic.location()));
        statement.setObject(at++, start);
        statement.setObject(at++, start.plus(Deck.VISIT));
        statement.setObject(at++, UUID.randomUUID());
        statement.setString(at++, UUID.randomUUID().toString());
        statement.setBytes(at++, event);
        statement.setBytes(at++, answer);
        statement.setString(at, CHANGES);
    }
}
