package org.visita.ehrsync.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.EhrRequest;
import org.visita.ehrsync.testing.Fault;
import org.visita.kit.context.FreshContext;

@QuarkusTest
class ReplayResourceTest extends ComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Inject
    AdvanceReplay advanceReplay;

    @Inject
    ReplayItems items;

    @Inject
    GoneItems gone;

    @Inject
    ForgetReplays forgetReplays;

    @Inject
    FreshContext fresh;

    @Test
    void sends_all_that_match_once_each_at_the_rate_whoever_helps() {
        clinic.connect();
        List<BookingSnapshot> booked = refused(25);
        clinic.ehr.behave();
        int before = clinic.ehr.requests().size();

        String id = start(Map.of("code", "target-refused", "perSecond", 10, "stopAfter", 0));

        // As many replicas as there are steps of this loop.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            fresh.run(() -> advanceReplay.step(new Replays.Key(clinic.id, UUID.fromString(id)), 1))
                    .await()
                    .atMost(Duration.ofSeconds(5));
            return read(id).getString("state").equals("done");
        });
        JsonPath done = read(id);
        assertThat(done.getInt("total")).isEqualTo(25);
        assertThat(done.getInt("written")).isEqualTo(25);
        assertThat(done.getInt("waiting") + done.getInt("sent")).isZero();
        assertThat(done.getString("endedAt")).isNotNull();
        assertThat(mostInASecond(id)).isEqualTo(10);
        assertThat(clinic.deadLetters()).isEmpty();
        booked.forEach(clinic::awaitHeld);
        Map<String, Long> writes = clinic.ehr.requests().stream()
                .skip(before)
                .filter(request ->
                        request.method().equals("POST") && request.type().equals("Appointment"))
                .collect(Collectors.groupingBy(EhrRequest::body, Collectors.counting()));
        assertThat(writes).hasSize(25).allSatisfy((body, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(metrics()).contains("visita_replay_items_total{result=\"written\"}");
    }

    @Test
    void stops_by_its_rule_and_leaves_the_rest_as_they_are() {
        clinic.connect();
        refused(12);

        String id = start(Map.of("perSecond", 5, "stopAfter", 2));

        awaitState(id, "stopped");
        JsonPath stopped = read(id);
        assertThat(stopped.getInt("failed")).isBetween(2, 4);
        assertThat(stopped.getInt("skipped")).isGreaterThanOrEqualTo(6);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(clinic.deadLetters()).hasSize(12);
            JsonPath settled = read(id);
            assertThat(settled.getInt("failed") + settled.getInt("skipped")).isEqualTo(12);
        });
        assertThat(codeOf(clinic.asking().post("/v1/replays/" + id + "/cancel")))
                .isEqualTo("replay-ended");
    }

    @Test
    void waits_for_a_connection_that_is_paused_and_skips_what_was_settled_meanwhile() {
        clinic.connect();
        refused(3);
        clinic.ehr.behave();
        clinic.pause();
        String id = start(Map.of("connectionId", clinic.connection(), "perSecond", 50));
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5)).until(() -> {
            JsonPath waiting = read(id);
            return waiting.getString("state").equals("running") && waiting.getInt("waiting") == 3;
        });
        assertThat(read(id).getString("estimatedEndAt")).isNotNull();
        String discarded = (String) clinic.deadLetters().getFirst().get("id");
        clinic.asking()
                .body(Map.of("reason", "seen elsewhere"))
                .post("/v1/dead-letters/" + discarded + "/discard")
                .then()
                .statusCode(200);

        clinic.resume();

        awaitState(id, "done");
        assertThat(read(id).getInt("written")).isEqualTo(2);
        assertThat(read(id).getInt("skipped")).isEqualTo(1);
    }

    @Test
    void looks_at_some_of_those_that_wait_at_a_time_and_only_where_something_can_go_out() {
        clinic.connect();
        refused(5);
        clinic.pause();
        var replay = new Replays.Key(clinic.id, UUID.fromString(start(Map.of())));
        // Ended, so that nobody but this test looks at it.
        clinic.act("/v1/replays/" + replay.id() + "/cancel", 200);
        Database.execute("update replay_item set state = 'waiting' where replay_id = ?", replay.id());

        assertThat(run(() -> items.canGoOut(replay))).isFalse();
        clinic.resume();
        assertThat(run(() -> items.canGoOut(replay))).isTrue();
        assertThat(run(() -> gone.skip(replay, 2))).isZero();
        Database.execute("update dead_letter set state = 'retrying' where clinic = ?", clinic.id);

        assertThat(Stream.generate(() -> run(() -> gone.skip(replay, 2))).limit(4))
                .containsExactly(2, 1, 2, 0);
    }

    @Test
    void is_cancelled_and_what_waits_stays_a_dead_letter() {
        clinic.connect();
        refused(3);
        clinic.pause();
        String id = start(Map.of());

        Response cancelled = clinic.act("/v1/replays/" + id + "/cancel", 200);

        assertThat(cancelled.jsonPath().getString("state")).isEqualTo("cancelled");
        assertThat(cancelled.jsonPath().getInt("skipped")).isEqualTo(3);
        assertThat(cancelled.jsonPath().getString("endedAt")).isNotNull();
        clinic.act("/v1/replays/" + id + "/cancel", 200);
        assertThat(clinic.deadLetters()).hasSize(3);
        assertThat(clinic.asking().get("/v1/replays").jsonPath().getList("items.id"))
                .containsExactly(id);
    }

    @Test
    void of_nothing_is_done_at_once() {
        clinic.connect();

        String id = start(Map.of("code", "no-such-code", "cause", "visit-type/1", "class", "exhausted"));

        JsonPath done = read(id);
        assertThat(done.getString("state")).isEqualTo("done");
        assertThat(done.getInt("total")).isZero();
        assertThat(done.getMap("criteria"))
                .containsEntry("code", "no-such-code")
                .containsEntry("cause", "visit-type/1")
                .containsEntry("class", "exhausted");
        Database.execute("update replay set ended_at = now() - interval '91 days' where id = ?", UUID.fromString(id));
        forgetReplays.forget().await().atMost(Duration.ofSeconds(5));
        assertThat(clinic.asking().get("/v1/replays/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void refuses_what_is_no_plan() {
        Response refused = clinic.asking()
                .body(Map.of(
                        "connectionId",
                        "here",
                        "class",
                        "transient",
                        "from",
                        "now",
                        "perSecond",
                        1001,
                        "stopAfter",
                        -1))
                .post("/v1/replays");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.pointer"))
                .containsExactlyInAnyOrder("/connectionId", "/class", "/from", "/perSecond", "/stopAfter");
        Stream.of("", "[]", "{\"perSecond\":0}", "{\"perSecond\":\"5\"}", "{\"speed\":5}")
                .forEach(body -> assertThat(
                                clinic.asking().body(body).post("/v1/replays").statusCode())
                        .as(body)
                        .isEqualTo(400));
    }

    @Test
    void there_are_not_more_at_a_time_than_anybody_can_watch() {
        clinic.connect();
        refused(1);
        clinic.pause();
        for (int started = 0; started < 10; started++) {
            start(Map.of());
        }

        Response refused = clinic.asking().body(Map.of()).post("/v1/replays");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("limit-reached");
    }

    private <T> T run(Supplier<Uni<T>> work) {
        return fresh.run(() -> Panache.withTransaction(work)).await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void waits_for_a_connection_that_is_inbound() {
        clinic.connect();
        refused(2);
        clinic.ehr.behave();
        flow("inbound");
        String id = start(Map.of());
        await().during(Duration.ofMillis(700))
                .atMost(Duration.ofSeconds(5))
                .until(() -> read(id).getInt("waiting") == 2);
        assertThat(clinic.deadLetters()).hasSize(2);

        flow("both");

        awaitState(id, "done");
        assertThat(read(id).getInt("written")).isEqualTo(2);
    }

    private void flow(String direction) {
        clinic.asking()
                .header("If-Match", '"' + clinic.connectionField("version") + '"')
                .body(Map.of(
                        "name", "The EHR", "baseUrl", clinic.ehr.baseUrl(), "flow", Map.of("direction", direction)))
                .put("/v1/connections/" + clinic.connection())
                .then()
                .statusCode(200);
    }

    private List<BookingSnapshot> refused(int count) {
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        List<BookingSnapshot> booked =
                Stream.generate(clinic::book).limit(count).toList();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(clinic.asking()
                        .get("/v1/dead-letters?limit=100")
                        .jsonPath()
                        .getList("items"))
                .hasSize(count));
        return booked;
    }

    private String start(Map<String, ?> wanted) {
        Response started = clinic.asking().body(wanted).post("/v1/replays");
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String id = started.jsonPath().getString("id");
        assertThat(started.header("Location")).endsWith("/v1/replays/" + id);
        return id;
    }

    private JsonPath read(String id) {
        return clinic.asking().get("/v1/replays/" + id).jsonPath();
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read(id).getString("state")).isEqualTo(state));
    }

    private static int mostInASecond(String id) {
        return Integer.parseInt(Database.value("""
                select max(sent) from (
                  select count(*) over (order by sent_at range between interval '999 milliseconds' preceding
                                                                  and current row) as sent
                  from replay_item where replay_id = ?) as windows""", UUID.fromString(id)));
    }

    private static String metrics() {
        int management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given().port(management).get("/q/metrics").asString();
    }

    private static String codeOf(Response refused) {
        assertThat(refused.statusCode()).isEqualTo(409);
        return refused.jsonPath().getString("code");
    }
}
