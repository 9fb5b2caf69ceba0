package org.visita.local.check;

import static org.visita.local.check.Rows.instant;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.visita.contracts.Topics;

/** The bookings of all clinics, and their events that have not been sent yet. */
final class BookingTables {

    private final Rows rows;

    BookingTables(Rows rows) {
        this.rows = rows;
    }

    /** By id. */
    Map<String, Booked> bookings() throws SQLException {
        Map<String, Booked> bookings = new HashMap<>();
        rows.each(
                "bookings",
                "select id::text, clinic, status, version, start_at, end_at, cancel_reason from booking",
                row -> bookings.put(
                        row.getString(1),
                        new Booked(
                                row.getString(2).intern(),
                                row.getString(3).intern(),
                                row.getInt(4),
                                instant(row, 5),
                                instant(row, 6),
                                row.getString(7))));
        return bookings;
    }

    /** Adds what waits to the findings: it may be on its way, and then a later look does not find it again. */
    List<Told> outbox(List<Finding> findings) throws SQLException {
        List<Told> waiting = new ArrayList<>();
        rows.each(
                "events in the outbox",
                "select id::text, aggregatetype, aggregateid, payload, created_at, refused_at from outbox order by seq",
                row -> {
                    String since = row.getObject(6) == null
                            ? " waits since " + instant(row, 5)
                            : " was set aside, for no broker takes it";
                    findings.add(new Finding(Kind.OUTBOX, row.getString(3), "event " + row.getString(1) + since));
                    if (!row.getString(2).equals(Topics.BOOKING_EVENTS)) return;
                    Optional<Told> told = Told.read(row.getString(1), row.getBytes(4));
                    told.ifPresent(waiting::add);
                });
        return waiting;
    }
}
