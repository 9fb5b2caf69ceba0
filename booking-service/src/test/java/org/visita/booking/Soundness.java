package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What holds of the tables whatever happened: looked at from the bookings, so that rows of occupancy that are missing,
 * left over or wrong are found too, not only those that the constraint forbids.
 */
final class Soundness {

    private static final String TAKING = """
            with people as (select unnest(cast(? as uuid[])) as person),
            taking as (select b.*, array_remove(b.equipment_ids || b.practitioner_id || b.room_id, null) as things
                from booking b join people on person = practitioner_id
                where status in ('HELD', 'PENDING', 'BOOKED', 'CHECKED_IN', 'FULFILLED'))
            """;

    private static final String TAKEN_AS_OWED = TAKING + """
            , owed as (
                select id as owner, patient_id as thing, start_at as since, end_at as until from taking
                union all select id, unnest(things), occupied_from, occupied_to from taking where session_id is null
                union all select distinct session_id, unnest(things), occupied_from, occupied_to from taking
                    where session_id is not null),
            taken as (
                select coalesce(o.booking_id, o.session_id), o.resource_id, o.start_at, o.end_at from occupancy o
                    left join booking b on b.clinic = o.clinic and b.id = o.booking_id
                    left join group_session s on s.clinic = o.clinic and s.id = o.session_id
                where coalesce(b.practitioner_id, s.practitioner_id) in (select person from people))
            select 'owed and not taken: ' || missing from (select * from owed except all select * from taken) missing
            union all select 'taken and not owed: ' || extra from (select * from taken except all select * from owed) extra
            """;

    private static final String NO_OVERLAP = TAKING + """
            select one.id || ' meets ' || other.id from taking one join taking other on one.id < other.id
            where one.things && other.things and (one.session_id = other.session_id) is not true
                    and one.occupied_from < other.occupied_to and other.occupied_from < one.occupied_to
                or one.patient_id = other.patient_id
                    and one.start_at < other.end_at and other.start_at < one.end_at
            """;

    private static final String SEATS_AS_TAKEN = TAKING + """
            select 'session ' || s.id || ' has ' || s.taken || ' of ' || s.seats || ', not ' || count(t.id)
            from group_session s left join taking t on t.clinic = s.clinic and t.session_id = s.id
            where s.practitioner_id in (select person from people)
            group by s.clinic, s.id having s.taken <> count(t.id) or count(t.id) > s.seats
            """;

    private static final String EVERY_VERSION_ONCE = """
            select b.id || ' at ' || b.version || ' has ' || coalesce(string_agg(h.version || ' ' || h.act, ', '), 'none')
            from booking b left join booking_history h on h.clinic = b.clinic and h.booking_id = b.id
            where b.practitioner_id = any(cast(? as uuid[]))
            group by b.clinic, b.id having count(h.version) <> b.version or max(h.version) <> b.version
            """;

    private Soundness() {}

    /** Of all bookings of these practitioners. */
    static void require(List<String> practitioners) {
        for (String violations : List.of(TAKEN_AS_OWED, NO_OVERLAP, SEATS_AS_TAKEN, EVERY_VERSION_ONCE)) {
            assertThat(Rows.texts(violations, practitioners)).isEmpty();
        }
    }
}
