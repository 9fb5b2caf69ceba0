package org.visita.local.check;

import static org.visita.local.check.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.visita.local.check.Overlaps.Claim;

/** Who holds what, in the tables of all clinics: what the bookings say, what the occupancy says, and whether they agree. */
final class OccupancyTables {

    /** States that take their time. An expired hold takes nothing, but its rows may stay until somebody needs them. */
    private static final String HOLDS = "b.status in ('HELD', 'PENDING', 'BOOKED', 'CHECKED_IN', 'FULFILLED')";

    private static final String HOLDS_NOW = HOLDS + " and (b.status <> 'HELD' or b.hold_expires_at > now())";

    private static final String BOOKED_TWICE = """
            select distinct b.clinic, thing::text, holder::text, starts, ends
            from booking b cross join lateral (
                select b.patient_id, b.id, b.start_at, b.end_at
                union all select b.practitioner_id, coalesce(b.session_id, b.id), b.occupied_from, b.occupied_to
                union all select b.room_id, coalesce(b.session_id, b.id), b.occupied_from, b.occupied_to
                    where b.room_id is not null
                union all select unnest(b.equipment_ids), coalesce(b.session_id, b.id), b.occupied_from, b.occupied_to
            ) as claim (thing, holder, starts, ends)
            where %s order by 1, 2, 4""".formatted(HOLDS_NOW);

    private static final String HELD_TWICE = """
            select clinic, resource_id::text, coalesce(booking_id, session_id)::text, start_at, end_at
            from occupancy order by 1, 2, 4""";

    /** A session's own times are those of who came first: later ones may have other buffers by then. */
    private static final String HELD_OTHERWISE = """
            with wanted as (
                select b.clinic, b.id as holder, claim.thing, claim.starts, claim.ends, b.hold_expires_at as expires,
                    %s as required
                from booking b cross join lateral (
                    select b.patient_id, b.start_at, b.end_at
                    union all select b.practitioner_id, b.occupied_from, b.occupied_to where b.session_id is null
                    union all select b.room_id, b.occupied_from, b.occupied_to
                        where b.session_id is null and b.room_id is not null
                    union all select unnest(b.equipment_ids), b.occupied_from, b.occupied_to where b.session_id is null
                ) as claim (thing, starts, ends)
                where %s
                union all
                select s.clinic, s.id, claim.thing, null, null, null, true
                from group_session s cross join lateral (
                    select s.practitioner_id
                    union all select s.room_id where s.room_id is not null
                    union all select unnest(s.equipment_ids)
                ) as claim (thing)),
            held as (
                select clinic, coalesce(booking_id, session_id) as holder, resource_id as thing, start_at, end_at, expires_at
                from occupancy)
            select holder::text, thing::text, w.required, w.starts, w.ends, w.expires, h.start_at, h.end_at, h.expires_at
            from wanted w full join held h using (clinic, holder, thing)
            where h.start_at is null and w.required or w.required is null
               or w.starts <> h.start_at or w.ends <> h.end_at
               or w.expires is distinct from h.expires_at""".formatted(HOLDS_NOW, HOLDS);

    private static final String WITHOUT_SESSION = """
            select b.id::text, b.session_id::text from booking b
            where b.session_id is not null and %s
              and not exists (select from group_session s where s.clinic = b.clinic and s.id = b.session_id)""".formatted(HOLDS_NOW);

    private static final String MISCOUNTED = """
            select s.id::text, s.taken, s.seats, count(b.id) from group_session s
            left join booking b on b.clinic = s.clinic and b.session_id = s.id and %s
            group by s.clinic, s.id having s.taken <> count(b.id)""".formatted(HOLDS);

    private final Rows rows;

    OccupancyTables(Rows rows) {
        this.rows = rows;
    }

    List<Finding> findings() throws SQLException {
        Set<Finding> overlaps = new LinkedHashSet<>(overlaps("claims of bookings", BOOKED_TWICE));
        overlaps.addAll(overlaps("rows of occupancy", HELD_TWICE));
        List<Finding> findings = new ArrayList<>(overlaps);
        rows.each("differences", HELD_OTHERWISE, row -> findings.add(difference(row)));
        rows.each(
                "bookings without session",
                WITHOUT_SESSION,
                row -> findings.add(new Finding(
                        Kind.LOST, row.getString(1), "its session " + row.getString(2) + " does not exist")));
        rows.each(
                "miscounted sessions",
                MISCOUNTED,
                row -> findings.add(new Finding(
                        Kind.SEATS,
                        row.getString(1),
                        "counts " + row.getInt(2) + " of " + row.getInt(3) + " seats as taken, and has "
                                + row.getLong(4) + " bookings")));
        return findings;
    }

    private Set<Finding> overlaps(String what, String query) throws SQLException {
        Overlaps overlaps = new Overlaps();
        rows.each(
                what,
                query,
                row -> overlaps.add(new Claim(
                        row.getString(1), row.getString(2), row.getString(3), instant(row, 4), instant(row, 5))));
        return overlaps.found();
    }

    private static Finding difference(ResultSet row) throws SQLException {
        String holder = row.getString(1);
        String thing = row.getString(2);
        if (row.getObject(7) == null) return new Finding(Kind.LOST, holder, "has no row that holds " + thing);
        if (row.getObject(3) == null) {
            return new Finding(Kind.ORPHAN, holder, "has a row that holds " + thing + ", which it does not take");
        }
        return new Finding(
                Kind.STALE, holder, "takes " + thing + " " + span(row, 4) + ", and its row holds it " + span(row, 7));
    }

    private static String span(ResultSet row, int column) throws SQLException {
        Instant expires = instant(row, column + 2);
        return "from " + instant(row, column) + " to " + instant(row, column + 1)
                + (expires == null ? "" : ", until the hold expires at " + expires);
    }
}
