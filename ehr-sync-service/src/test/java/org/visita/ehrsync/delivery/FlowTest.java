package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.FakeEhr;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.Samples;

/** Which bookings flow to an EHR, and what a change of mind does to those on their way. */
@QuarkusTest
class FlowTest extends ComponentTest {

    @Inject
    AgroalDataSource database;

    @Test
    void what_the_switches_leave_out_is_no_news_until_they_let_it_in() {
        clinic.connect();
        flow(Map.of("practitioners", List.of("somebody-else")));
        BookingSnapshot out = clinic.book();
        BookingSnapshot in = Samples.movedTo(clinic.booking(), "somebody-else");
        Broker.send(in);
        clinic.awaitHeld(in);

        assertThat(clinic.ehr.appointmentOf(out.id())).isEmpty();
        assertThat(clinic.syncsOf(out)).isEmpty();
        flow(Map.of());
        clinic.awaitHeld(out);
    }

    @Test
    void what_the_ehr_holds_is_kept_up_to_date_when_it_leaves_the_flow() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitHeld(booking);
        flow(Map.of("visitTypes", List.of("another")));
        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));

        Broker.send(moved);

        clinic.awaitHeld(moved);
    }

    @Test
    void what_waits_and_leaves_the_flow_is_taken_back() {
        clinic.connect();
        clinic.pause();
        BookingSnapshot narrowed = clinic.book();
        clinic.awaitPending(List.of(narrowed));

        flow(Map.of("locations", List.of(clinic.location), "practitioners", List.of("somebody-else")));
        clinic.resume();

        assertThat(clinic.awaitSync(narrowed, BookingSync.State.FAILED).reason())
                .isEqualTo("not-in-flow");
        BookingSnapshot in = Samples.movedTo(clinic.booking(), "somebody-else");
        Broker.send(in);
        clinic.awaitHeld(in);
        assertThat(clinic.ehr.appointmentOf(narrowed.id())).isEmpty();
    }

    @Test
    void what_changes_out_of_the_flow_while_it_waits_is_taken_back() {
        clinic.connect();
        flow(Map.of("practitioners", List.of(clinic.practitioner)));
        clinic.pause();
        BookingSnapshot booking = clinic.book();
        clinic.awaitPending(List.of(booking));

        Broker.send(Samples.movedTo(booking, "somebody-else"));

        clinic.awaitSync(booking, BookingSync.State.FAILED);
        clinic.resume();
        BookingSnapshot next = clinic.book();
        clinic.awaitHeld(next);
        assertThat(clinic.ehr.appointmentOf(booking.id())).isEmpty();
    }

    @Test
    void inbound_sends_nothing_and_outbound_catches_up() {
        clinic.connect();
        BookingSnapshot held = clinic.book();
        clinic.awaitHeld(held);
        flow(Map.of("direction", "inbound"));
        int requests = clinic.ehr.requestCount();
        BookingSnapshot cancelled =
                Samples.cancelled(held, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST);
        Broker.send(cancelled);
        BookingSnapshot fresh = clinic.book();

        // Another EHR of the clinic has both: they have been seen.
        try (FakeEhr other = FakeEhr.start()) {
            String second = connect(other);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> other.appointmentOf(fresh.id()).isPresent());
            clinic.act("/v1/connections/" + second + "/pause", 200);
        }
        assertThat(clinic.ehr.requestCount()).isEqualTo(requests);
        assertThat(clinic.syncsOf(cancelled)).noneMatch(sync -> sync.version() == cancelled.version());

        flow(Map.of("direction", "both"));

        clinic.awaitHeld(cancelled);
        clinic.awaitHeld(fresh);
    }

    @Test
    void a_dead_letter_waits_while_inbound_and_goes_with_the_newest_when_it_is_over() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        BookingSnapshot booking = clinic.book();
        String letter = "/v1/dead-letters/" + clinic.awaitDeadLetter().get("id");
        clinic.ehr.behave();
        flow(Map.of("direction", "inbound"));
        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);
        await().atMost(Duration.ofSeconds(10)).until(() -> "2"
                .equals(Database.value("select version from wanted_booking where booking_id = ?", booking.id())));

        JsonPath refused = clinic.act(letter + "/replay", 409).jsonPath();
        JsonPath waiting = clinic.asking().get(letter).jsonPath();
        clinic.pause();
        flow(Map.of("direction", "outbound"));
        JsonPath going = clinic.asking().get(letter).jsonPath();
        clinic.resume();

        assertThat(refused.getString("code")).isEqualTo("not-needed");
        assertThat(refused.getString("detail")).contains("inbound");
        assertThat(waiting.getString("state")).isEqualTo("open");
        assertThat(waiting.getString("verdict")).isEqualTo("still-needed");
        assertThat(going.getString("state")).isEqualTo("retrying");
        clinic.awaitHeld(moved);
    }

    private String connect(FakeEhr other) {
        Response created = clinic.asking()
                .body(Map.of("name", "The other", "baseUrl", other.baseUrl()))
                .post("/v1/connections");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return created.jsonPath().getString("id");
    }

    @Test
    void holds_are_sent_where_they_are_asked_for_and_their_end_only_where_they_were() {
        clinic.connect();
        flow(Map.of("holds", true));
        BookingSnapshot held = Samples.held(clinic.booking());
        BookingSnapshot never = Samples.held(clinic.booking());
        Broker.send(held);
        assertThat(clinic.awaitHeld(held).path("status").asText()).isEqualTo("proposed");
        clinic.pause();
        Broker.send(never);
        clinic.awaitPending(List.of(never));

        Broker.send(end(never));
        Broker.send(end(held));
        clinic.awaitSync(never, BookingSync.State.FAILED);
        clinic.resume();

        assertThat(clinic.awaitHeld(end(held).booking()).path("status").asText())
                .isEqualTo("cancelled");
        assertThat(clinic.ehr.appointmentOf(never.id())).isEmpty();
    }

    @Test
    void another_ehr_is_brought_what_flows_and_takes_place_and_nothing_else() {
        clinic.connect();
        BookingSnapshot out = clinic.book();
        BookingSnapshot in = Samples.movedTo(clinic.booking(), "somebody-else");
        BookingSnapshot calledOff = Samples.movedTo(clinic.booking(), "somebody-else");
        Broker.send(in);
        Broker.send(calledOff);
        clinic.awaitHeld(calledOff);
        calledOff = Samples.cancelled(calledOff, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST);
        Broker.send(calledOff);
        List.of(out, in, calledOff).forEach(each -> clinic.awaitSync(each, BookingSync.State.WRITTEN));

        try (FakeEhr other = FakeEhr.start()) {
            move(other, Map.of("practitioners", List.of("somebody-else")));
            BookingSnapshot later = Samples.moved(out, Duration.ofHours(1));
            Broker.send(later);
            awaitMarker(other);

            assertThat(other.appointmentOf(in.id())).isPresent();
            assertThat(other.appointmentOf(out.id())).isEmpty();
            assertThat(other.appointmentOf(calledOff.id())).isEmpty();
            assertThat(clinic.syncsOf(in))
                    .extracting(BookingSync::state)
                    .containsSubsequence(
                            BookingSync.State.WRITTEN, BookingSync.State.PENDING, BookingSync.State.WRITTEN);
            assertThat(clinic.awaitSync(out, BookingSync.State.FAILED).reason()).isEqualTo("not-in-flow");
            clinic.pause();
        }
    }

    @Test
    void another_ehr_is_not_brought_a_dead_letter_that_left_the_flow_before() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment").times(1));
        BookingSnapshot out = clinic.book();
        clinic.awaitDeadLetter();
        Map<String, Object> narrow = Map.of("practitioners", List.of("somebody-else"));
        flow(narrow);

        try (FakeEhr other = FakeEhr.start()) {
            move(other, narrow);
            Broker.send(Samples.moved(out, Duration.ofHours(1)));
            awaitMarker(other);

            assertThat(other.appointmentOf(out.id())).isEmpty();
            assertThat(clinic.deadLetters()).singleElement().satisfies(letter -> assertThat(letter)
                    .containsEntry("state", "open"));
            clinic.pause();
        }
    }

    @Test
    void a_move_waits_for_events_that_are_being_stored_before_it_locks_what_they_want() throws SQLException {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        clinic.pause();
        try (FakeEhr other = FakeEhr.start();
                Connection intake = database.getConnection();
                Statement statement = intake.createStatement()) {
            intake.setAutoCommit(false);
            String ofBooking = " where booking_id = '" + booking.id() + "'";
            statement.executeUpdate("update wanted_booking set origin = origin" + ofBooking);
            CompletableFuture<Void> moved =
                    CompletableFuture.runAsync(() -> move(other, Map.of("holds", true)), Thread::startVirtualThread);
            await().until(() -> !Database.list("""
                            select 1 from pg_locks
                            where relation = 'wanted_booking'::regclass and mode = 'ShareLock' and not granted""").isEmpty());

            statement.execute("set local lock_timeout = '500ms'");
            statement.executeUpdate("update delivery set updated_at = updated_at" + ofBooking);
            intake.commit();

            moved.join();
        }
    }

    @Test
    void a_change_of_flow_touches_nothing_that_is_as_it_should_be() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        String row = "select xmin::text || ' ' || xmax::text from delivery where booking_id = ?";
        List<String> before = Database.list(row, booking.id());

        flow(Map.of("holds", true));

        assertThat(Database.list(row, booking.id())).hasSize(1).isEqualTo(before);
    }

    @Test
    void more_than_one_statement_can_want_is_wanted_all_the_same() {
        clinic.connect();
        flow(Map.of("direction", "inbound"));
        clinic.pause();
        BookingSnapshot one = clinic.book();
        await().until(() -> !Database.list("select 1 from wanted_booking where booking_id = ?", one.id())
                .isEmpty());
        Database.execute("""
                insert into wanted_booking
                  (clinic, booking_id, version, status, ends_at, changed_by, visit_type_id, practitioner_id, location_id,
                   occurred_at, event, headers, origin)
                select clinic, gen_random_uuid()::text, version, status, ends_at, changed_by, visit_type_id,
                       practitioner_id, location_id, occurred_at, event, headers, origin
                from wanted_booking, generate_series(1, 5000) where booking_id = ?""", one.id());

        flow(Map.of());

        assertThat(Database.list("select count(*) from delivery where state = 'pending' and clinic = ?", clinic.id))
                .containsExactly("5001");
        Database.execute("delete from delivery where clinic = ?", clinic.id);
    }

    /** Once it is there, what was sent before has been looked at. */
    private void awaitMarker(FakeEhr other) {
        BookingSnapshot marker = Samples.movedTo(clinic.booking(), "somebody-else");
        Broker.send(marker);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> other.appointmentOf(marker.id()).isPresent());
        clinic.awaitSync(marker, BookingSync.State.WRITTEN);
    }

    private static BookingEvent end(BookingSnapshot held) {
        return Samples.event(
                Samples.cancelled(held, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST),
                BookingStatus.HELD,
                "visita");
    }

    private void flow(Map<String, Object> flow) {
        move(clinic.ehr, flow);
    }

    private void move(FakeEhr to, Map<String, Object> flow) {
        Response changed = clinic.asking()
                .header("If-Match", '"' + clinic.connectionField("version") + '"')
                .body(Map.of("name", "The EHR", "baseUrl", to.baseUrl(), "flow", flow))
                .put("/v1/connections/" + clinic.connection());
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    }
}
