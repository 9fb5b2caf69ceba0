package org.visita.local.bench.booking;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the tables with visits that took place: what a clinic has after years. They are the rows that the service would
 * have left, loaded together, without the constraints and indexes, which are made anew behind them.
 */
final class PastBookings {

    /** Before the first slot that anybody books, with a gap. */
    private static final Duration BEFORE = Duration.ofDays(7);

    private static final String TABLES = "'booking', 'occupancy', 'booking_history'";

    private static final String BOOKINGS = """
            insert into booking (clinic, id, version, status, patient_id, visit_type_id, practitioner_id, location_id, modality,
                equipment_ids, start_at, end_at, occupied_from, occupied_to, zone, visit_date, origin, created_at, updated_at)
            select ?, uuidv7(), 1, 'FULFILLED', (?::uuid[])[1 + (i % ? + i / ? * 4001) % ?], ?::uuid, (?::uuid[])[1 + i % ?],
                ?::uuid, 'IN_PERSON', '{}', starts, starts + ?::interval, starts, starts + ?::interval, 'Europe/Berlin',
                starts::date, 'api', starts, starts
            from generate_series(?, ?) as i, lateral (select ?::timestamptz - (i / ? + 1) * ?::interval as starts) as at""";

    private static final String OCCUPANCY = """
            insert into occupancy (clinic, resource_id, booking_id, start_at, end_at)
            select clinic, resource, id, start_at, end_at
            from booking, unnest(array[practitioner_id, patient_id]) as resource
            where not exists (select from occupancy where booking_id = id and occupancy.clinic = booking.clinic)""";

    private static final String HISTORY = """
            insert into booking_history (clinic, booking_id, version, act, at, actor, source, changes)
            select clinic, id, 1, 'create', created_at, 'key:past', origin, repeat(' ', 500) from booking
            where not exists (select from booking_history where booking_id = id and booking_history.clinic = booking.clinic)""";

    private final Connection connection;
    private final BookedClinic clinic;
    private int loaded;

    PastBookings(Connection connection, BookedClinic clinic) {
        this.connection = connection;
        this.clinic = clinic;
    }

    /** Until there are that many of them. */
    void fillUpTo(int count) throws SQLException {
        List<String> again = new ArrayList<>();
        // Not the primary keys, by which the rows of one booking find one another.
        collect(again, """
                select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
                    format('alter table %s drop constraint %I', conrelid::regclass, conname)
                from pg_constraint where conrelid::regclass::text in (TABLES) and contype in ('f', 'u', 'x')
                order by contype <> 'f'""");
        collect(again, """
                select indexdef, format('drop index %I', indexname) from pg_indexes
                where schemaname = 'public' and tablename in (TABLES) and indexname not like '%\\_pk'""");
        insert(count);
        execute(OCCUPANCY);
        execute(HISTORY);
        for (String statement : again.reversed()) execute(statement);
        // By itself it would come in the middle of what is measured.
        execute("vacuum analyze booking, occupancy, booking_history, known_patient");
        loaded = count;
    }

    private void collect(List<String> again, String query) throws SQLException {
        List<String> drop = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.replace("TABLES", TABLES))) {
            while (rows.next()) {
                again.add(rows.getString(1));
                drop.add(rows.getString(2));
            }
        }
        for (String statement : drop) execute(statement);
    }

    private void insert(int count) throws SQLException {
        Deck deck = clinic.deck();
        int practitioners = deck.practitioners().size();
        Array practitionerIds =
                connection.createArrayOf("uuid", deck.practitioners().toArray());
        Array patientIds = connection.createArrayOf("uuid", deck.patients().toArray());
        Object[] values = {
            clinic.id(),
            patientIds,
            practitioners,
            practitioners,
            deck.patients().size(),
            clinic.visitType(),
            practitionerIds,
            practitioners,
            clinic.location(),
            Deck.VISIT.toString(),
            Deck.VISIT.toString(),
            loaded,
            count - 1,
            deck.first().minus(BEFORE).atOffset(ZoneOffset.UTC),
            practitioners,
            Deck.VISIT.toString()
        };
        try (PreparedStatement insert = connection.prepareStatement(BOOKINGS)) {
            for (int i = 0; i < values.length; i++) insert.setObject(i + 1, values[i]);
            insert.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
