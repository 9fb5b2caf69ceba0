package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visita.local.clinic.Ehr;
import org.visita.local.stack.LocalStack;

/** {@code ./visita check} finds what is wrong: each journey breaks something behind everybody's back and mends it. */
class CheckJourney {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TIMES = "practitioner_id, start_at, end_at, occupied_from, occupied_to";

    private final LocalStack stack = TestStack.get();
    private final Desk desk = new Desk(stack);
    private final EhrSide side = new EhrSide(stack);
    private final Ehr ehr = new Ehr(stack.ehr());
    private final BookingDatabase database = new BookingDatabase(stack);

    /** How to undo what was broken, the last first. */
    private final Deque<Runnable> mends = new ArrayDeque<>();

    private String id;
    private JsonNode appointment;

    @BeforeEach
    void a_booking_in_the_ehr() {
        JsonNode booked = desk.book(desk.slots(1, 3).getFirst());
        id = booked.path("id").asText();
        appointment = side.follows(booked, SOON);
    }

    @AfterEach
    void mended() {
        mends.forEach(Runnable::run);
        side.isInStep(SOON);
    }

    @Test
    void two_bookings_of_one_practitioner_at_one_time() throws Exception {
        JsonNode other = desk.book(desk.slots(1, 3).getFirst());
        side.follows(other, SOON);
        String otherId = other.path("id").asText();
        List<Object> before = booking(otherId);
        mends.push(() -> move(otherId, before));
        move(otherId, booking(id));

        String first = id.compareTo(otherId) < 0 ? id : otherId;
        CheckRun.now().finds("overlap", first).finds("lost", otherId).finds("orphan", otherId);
    }

    @Test
    void a_booking_without_what_it_takes_and_a_cancelled_one_that_holds_something() throws Exception {
        JsonNode other = desk.cancel(desk.book(desk.slots(1, 3).getFirst()));
        String cancelled = other.path("id").asText();
        side.isInStep(SOON);
        Object practitioner = booking(id).getFirst();
        String give = "update occupancy set booking_id = ?::uuid where booking_id = ?::uuid and resource_id = ?";

        mends.push(() -> database.execute(give, id, cancelled, practitioner));
        assertThat(database.execute(give, cancelled, id, practitioner)).isEqualTo(1);

        CheckRun.now().finds("lost", id).finds("orphan", cancelled).findsNothingElseThan("lost", "orphan");
    }

    @Test
    void a_session_that_counts_seats_that_nobody_has() throws Exception {
        UUID session = UUID.randomUUID();
        mends.push(() -> database.execute("delete from group_session where id = ?", session));
        database.execute("""
                insert into group_session (clinic, id, visit_type_id, practitioner_id, location_id, start_at, end_at,
                    modality, equipment_ids, seats, taken)
                select clinic, ?, visit_type_id, practitioner_id, location_id, start_at + interval '1 year',
                    end_at + interval '1 year', modality, equipment_ids, 5, 2
                from booking where id = ?::uuid""", session, id);

        CheckRun.now().finds("seats", session.toString()).findsNothingElseThan("seats", "lost");
    }

    @Test
    void an_appointment_that_is_behind() throws Exception {
        ObjectNode behind = appointment.deepCopy();
        for (JsonNode extension : behind.path("extension")) {
            if (extension.path("url").asText().equals(Ehr.BOOKING_VERSION)) {
                ((ObjectNode) extension).put("valueInteger", 7);
            }
        }
        mends.push(() -> side.replace(appointment));
        side.replace(behind);

        CheckRun.now().finds("stale", id).findsNothingElseThan("stale");
    }

    @Test
    void a_second_appointment() throws Exception {
        ObjectNode copy = appointment.deepCopy();
        copy.remove(List.of("id", "meta"));
        JsonNode second = ehr.createOnce(copy, "urn:test", UUID.randomUUID().toString());
        mends.push(() -> ehr.delete(second));

        CheckRun.now().finds("doubled", id).findsNothingElseThan("doubled");
    }

    @Test
    void an_appointment_of_another_booking() throws Exception {
        String stranger = UUID.randomUUID().toString();
        ObjectNode other = appointment.deepCopy();
        for (JsonNode identifier : other.path("identifier")) {
            if (identifier.path("system").asText().equals(Ehr.BOOKING_ID)) {
                ((ObjectNode) identifier).put("value", stranger);
            }
        }
        mends.push(() -> side.replace(appointment));
        side.replace(other);

        CheckRun.now().finds("lost", id).finds("unknown", stranger).findsNothingElseThan("lost", "unknown");
    }

    @Test
    void a_table_that_is_behind_the_topic_or_ahead_of_it() throws Exception {
        String version = "update booking set version = ? where id = ?::uuid";
        mends.push(() -> database.execute(version, 1, id));
        database.execute(version, 2, id);
        CheckRun.now().finds("lost", id).finds("stale", id).findsNothingElseThan("lost", "stale");
        database.execute(version, 0, id);
        CheckRun.now().finds("stale", id).findsNothingElseThan("stale");
    }

    @Test
    void events_that_wait_are_missing_are_there_twice_or_are_of_nobody() throws Exception {
        String columns = "aggregatetype, aggregateid, type, payload, headers, traceparent, created_at";
        String again =
                "insert into outbox (id, " + columns + ") select ?, " + columns + " from outbox where aggregateid = ?";
        try (HeldRelay _ = HeldRelay.take(database)) {
            String waiting = desk.book(desk.slots(1, 3).getFirst()).path("id").asText();
            CheckRun.now().finds("outbox", waiting).finds("lost", waiting).findsNothingElseThan("outbox", "lost");

            UUID twin = UUID.randomUUID();
            database.execute(again, twin, waiting);
            CheckRun.now().finds("doubled", waiting);
            database.execute("delete from outbox where id = ?", twin);

            String stranger = UUID.randomUUID().toString();
            database.execute("""
                    update outbox set payload = convert_to(replace(convert_from(payload, 'UTF8'), ?, ?), 'UTF8')
                    where aggregateid = ?""", waiting, stranger, waiting);
            CheckRun.now().finds("unknown", stranger).finds("lost", waiting);
            database.execute("""
                    update outbox set payload = convert_to(replace(convert_from(payload, 'UTF8'), ?, ?), 'UTF8')
                    where aggregateid = ?""", stranger, waiting, waiting);

            // Never sent and gone: what makes an event lost for ever.
            List<Object> row = database.rows("select id, " + columns + " from outbox where aggregateid = ?", waiting)
                    .getFirst();
            database.execute("delete from outbox where aggregateid = ?", waiting);
            CheckRun.now().finds("lost", waiting).findsNothingElseThan("lost");
            database.execute("insert into outbox (id, " + columns + ") values (?, ?, ?, ?, ?, ?, ?, ?)", row.toArray());
        }
        // On its way now: findings that go away are none.
        CheckRun.with(TestStack.variables(), "--settle=30").isClean();
    }

    @Test
    void cannot_tell_where_no_server_answers(@TempDir Path nothing) throws Exception {
        Map<String, String> variables = new HashMap<>(TestStack.variables());
        variables.put("VISITA_HOME", nothing.toString());

        CheckRun run = CheckRun.with(variables);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.findings()).isEmpty();
        assertThat(run.errors()).contains("Not running", "./visita up");
    }

    private List<Object> booking(String of) {
        return database.rows("select " + TIMES + " from booking where id = ?::uuid", of)
                .getFirst();
    }

    private void move(String which, List<Object> to) {
        List<Object> values = new ArrayList<>(to);
        values.add(which);
        database.execute("update booking set (" + TIMES + ") = (?, ?, ?, ?, ?) where id = ?::uuid", values.toArray());
    }
}
