package org.visita.booking;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.visita.rules.Busy;
import org.visita.rules.BusyTimes;
import org.visita.rules.GroupSession;
import org.visita.rules.Modality;
import org.visita.rules.VisitCount;

/**
 * What is taken, worked out from the bookings alone: not from occupancy, sessions and dates, by which the service
 * decides. So the parity test finds out too where those have gone astray.
 */
final class BookedSoFar {

    private final List<Busy> busy = new ArrayList<>();
    private final Map<String, GroupSession> sessions = new HashMap<>();
    private final List<VisitCount> counts = new ArrayList<>();
    private final Map<String, Instant> lastAssigned = new HashMap<>();

    static BusyTimes of(List<String> practitioners) throws SQLException {
        BookedSoFar found = new BookedSoFar();
        AgroalDataSource database =
                Arc.container().instance(AgroalDataSource.class).get();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select * from booking where status = 'BOOKED' and practitioner_id = any(?)")) {
            query.setArray(1, connection.createArrayOf("uuid", practitioners.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row);
                }
            }
        }
        return BusyTimes.of(found.busy, found.sessions.values(), found.counts, found.lastAssigned);
    }

    private void add(ResultSet row) throws SQLException {
        String practitioner = row.getString("practitioner_id");
        Instant start = at(row, "start_at");
        lastAssigned.merge(practitioner, at(row, "created_at"), (one, other) -> one.isAfter(other) ? one : other);
        busy.add(new Busy(row.getString("patient_id"), start, at(row, "end_at")));
        if (row.getString("session_id") == null || addSeat(row, start)) {
            LocalDate date = LocalDate.ofInstant(start, ZoneId.of(row.getString("zone")));
            counts.add(new VisitCount(practitioner, row.getString("visit_type_id"), date, 1));
            Set<String> resources = new HashSet<>(equipment(row));
            resources.add(practitioner);
            if (row.getString("room_id") != null) {
                resources.add(row.getString("room_id"));
            }
            Instant from = at(row, "occupied_from");
            Instant to = at(row, "occupied_to");
            resources.forEach(resource -> busy.add(new Busy(resource, from, to)));
        }
    }

    /** @return whether it is the first of its session */
    private boolean addSeat(ResultSet row, Instant start) throws SQLException {
        String id = row.getString("session_id");
        GroupSession before = sessions.get(id);
        sessions.put(
                id,
                new GroupSession(
                        row.getString("visit_type_id"),
                        row.getString("practitioner_id"),
                        row.getString("location_id"),
                        Modality.valueOf(row.getString("modality")),
                        start,
                        at(row, "end_at"),
                        at(row, "occupied_from"),
                        at(row, "occupied_to"),
                        row.getString("room_id"),
                        equipment(row),
                        before == null ? 1 : before.seatsTaken() + 1));
        return before == null;
    }

    private static List<String> equipment(ResultSet row) throws SQLException {
        Array ids = row.getArray("equipment_ids");
        return Arrays.stream((UUID[]) ids.getArray()).map(UUID::toString).toList();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
