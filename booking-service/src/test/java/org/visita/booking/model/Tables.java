package org.visita.booking.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.visita.booking.Rows;

/** What stands in the tables, and what should, in the model's words. */
final class Tables {

    private static final String BOOKINGS = """
            select id || ' ' || status || ' ' || visit_type_id || ' '
                || to_char(start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '..'
                || to_char(end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' '
                || practitioner_id || ' room ' || coalesce(cast(room_id as text), 'null')
                || ' with [' || array_to_string(equipment_ids, ', ') || '], '
                || coalesce(lower(replace(cancel_reason, '_', '-')), 'null')
                || ' v' || version || ' of ' || patient_id
            from booking where practitioner_id = any(cast(? as uuid[])) order by id
            """;

    private static final String OCCUPANCY = """
            with people as (select unnest(cast(? as uuid[])) as person)
            select o.resource_id || ' ' || to_char(o.start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '..'
                || to_char(o.end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                || case when o.session_id is null then ' for ' || o.booking_id else ' for a group' end
            from occupancy o left join booking b on b.clinic = o.clinic and b.id = o.booking_id
                left join group_session s on s.clinic = o.clinic and s.id = o.session_id
            where coalesce(b.practitioner_id, s.practitioner_id) in (select person from people)
            union all
            select 'seats ' || practitioner_id || ' ' || visit_type_id || ' '
                || to_char(start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' ' || taken
            from group_session where practitioner_id in (select person from people)
            """;

    private Tables() {}

    static List<String> bookings(ModelClinic clinic) {
        return Rows.texts(BOOKINGS, clinic.practitioners());
    }

    static List<String> bookingsExpected(ModelClinic clinic) {
        return clinic.bookings().stream()
                .map(booking -> booking.id() + ' ' + booking.row())
                .sorted()
                .toList();
    }

    static List<String> occupancy(ModelClinic clinic) {
        return Rows.texts(OCCUPANCY, clinic.practitioners());
    }

    /** Of holds that have expired and that nobody has ended too: their rows stand until somebody needs the place. */
    static List<String> occupancyExpected(ModelClinic clinic) {
        List<ModelBooking> taking = clinic.bookings().stream()
                .filter(booking -> booking.state().takesTime())
                .toList();
        List<String> rows = new ArrayList<>();
        TreeSet<String> ofGroups = new TreeSet<>();
        for (ModelBooking booking : taking) {
            Place place = booking.place();
            rows.add(row(booking.patient(), place.start() + ".." + place.end(), booking.id()));
            for (String thing : place.things()) {
                String during = place.start() + ".." + place.occupiedTo();
                if (place.type().isGroup()) {
                    ofGroups.add(row(thing, during, "a group"));
                } else {
                    rows.add(row(thing, during, booking.id()));
                }
            }
            if (place.type().isGroup()) {
                long taken = taking.stream()
                        .filter(other -> other.place().sharesSession(place))
                        .count();
                ofGroups.add("seats %s %s %s %d"
                        .formatted(place.practitioner(), place.type().id(), place.start(), taken));
            }
        }
        rows.addAll(ofGroups);
        return rows;
    }

    private static String row(String thing, String during, String owner) {
        return thing + ' ' + during + " for " + owner;
    }
}
