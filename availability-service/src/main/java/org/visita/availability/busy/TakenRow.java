package org.visita.availability.busy;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.visita.contracts.Actor;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Hold;
import org.visita.rules.Modality;
import org.visita.rules.Timeline;

/**
 * A row of {@code taken_time}.
 *
 * @param endAt with the buffers, as precise as it stands there
 * @param hold null unless the visit is held
 */
record TakenRow(String clinic, Instant endAt, TakenVisit visit, Hold hold) {

    static final String UPSERT = """
            insert into taken_time
                (clinic, booking_id, version, live, counts, practitioner_id, room_id, equipment_ids,
                 visit_type_id, location_id, modality, session_id,
                 start_at, end_at, visit_start, visit_end, local_date, held_by, held_until)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            on conflict (clinic, booking_id) do update set version = excluded.version,
                live = excluded.live, counts = excluded.counts,
                practitioner_id = excluded.practitioner_id, room_id = excluded.room_id,
                equipment_ids = excluded.equipment_ids, visit_type_id = excluded.visit_type_id,
                location_id = excluded.location_id, modality = excluded.modality,
                session_id = excluded.session_id, start_at = excluded.start_at, end_at = excluded.end_at,
                visit_start = excluded.visit_start, visit_end = excluded.visit_end,
                local_date = excluded.local_date, held_by = excluded.held_by, held_until = excluded.held_until
            where taken_time.version < excluded.version""";

    /** For {@link #UPSERT}. */
    static Tuple tuple(BookingSnapshot booking) {
        TakenVisit visit = TakenVisit.of(booking);
        Hold hold = HeldVisit.holdOf(booking);
        return Tuple.tuple(Arrays.asList(
                booking.clinic(),
                visit.id(),
                visit.version(),
                visit.live(),
                visit.counts(),
                UUID.fromString(visit.practitionerId()),
                visit.roomId() == null ? null : UUID.fromString(visit.roomId()),
                visit.equipmentIds().stream().map(UUID::fromString).toArray(UUID[]::new),
                UUID.fromString(visit.visitTypeId()),
                UUID.fromString(visit.locationId()),
                visit.modality().name(),
                visit.sessionId(),
                booking.occupiedFrom().atOffset(ZoneOffset.UTC),
                booking.occupiedTo().atOffset(ZoneOffset.UTC),
                booking.start().atOffset(ZoneOffset.UTC),
                booking.end().atOffset(ZoneOffset.UTC),
                LocalDate.ofEpochDay(visit.date()),
                hold == null ? null : hold.by().toString(),
                hold == null ? null : hold.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    static TakenRow of(Row row) {
        Instant endAt = row.getOffsetDateTime("end_at").toInstant();
        long to = Timeline.ceilSecond(endAt);
        UUID room = row.getUUID("room_id");
        TakenVisit visit = new TakenVisit(
                row.getUUID("booking_id"),
                row.getInteger("version"),
                row.getBoolean("live"),
                row.getBoolean("counts"),
                TakenVisit.id(row.getUUID("practitioner_id")),
                room == null ? null : TakenVisit.id(room),
                devices((UUID[]) row.getValue("equipment_ids")),
                TakenVisit.id(row.getUUID("visit_type_id")),
                TakenVisit.id(row.getUUID("location_id")),
                Modality.valueOf(row.getString("modality")),
                row.getUUID("session_id"),
                row.getOffsetDateTime("start_at").toEpochSecond(),
                to,
                row.getOffsetDateTime("visit_start").toEpochSecond(),
                Timeline.ceilSecond(row.getOffsetDateTime("visit_end").toInstant()),
                Math.toIntExact(row.getLocalDate("local_date").toEpochDay()),
                to,
                false);
        return new TakenRow(row.getString("clinic"), endAt, visit, hold(row));
    }

    private static Hold hold(Row row) {
        String by = row.getString("held_by");
        return by == null
                ? null
                : new Hold(Actor.parse(by), row.getOffsetDateTime("held_until").toInstant());
    }

    private static List<String> devices(UUID[] ids) {
        return Arrays.stream(ids).map(TakenVisit::id).toList();
    }
}
