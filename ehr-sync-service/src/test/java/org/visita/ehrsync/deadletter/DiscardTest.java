package org.visita.ehrsync.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.Samples;

/** Dead letters that are laid aside, and what people say about them. */
@QuarkusTest
class DiscardTest extends ComponentTest {

    @Inject
    ForgetDeadLetters forgetDeadLetters;

    private static final String WHY = "Mrs Nkosi was seen elsewhere";

    @Test
    void lays_it_aside_and_tells_the_booking() {
        clinic.connect();
        BookingSnapshot booking = refused();
        String id = onlyLetter();

        assertThat(post(id, "discard", Map.of("reason", WHY)).statusCode()).isEqualTo(200);

        assertThat(clinic.deadLetters()).isEmpty();
        assertThat(states("state=discarded")).containsExactly("discarded");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(clinic.syncsOf(booking).getLast().reason()).isEqualTo("discarded"));
        Response item = clinic.asking().get("/v1/dead-letters/" + id);
        assertThat(item.jsonPath().getString("discarded.reason")).isEqualTo(WHY);
        assertThat(item.jsonPath().getString("discarded.by")).startsWith("key:");
        assertThat(stored("discard_reason", id)).doesNotContain("Nkosi");
        assertThat(codeOf(post(id, "replay", null))).isEqualTo("discarded");
        assertThat(codeOf(post(id, "discard", Map.of("reason", WHY)))).isEqualTo("discarded");
    }

    @Test
    void does_not_keep_a_newer_version_from_the_ehr() {
        clinic.connect();
        BookingSnapshot booking = refused();
        String id = onlyLetter();
        post(id, "discard", Map.of("reason", WHY));
        clinic.ehr.behave();

        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);

        clinic.awaitHeld(moved);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(states("state=resolved")).containsExactly("resolved"));
        assertThat(codeOf(post(id, "restore", null))).isEqualTo("not-discarded");
        assertThat(codeOf(post(id, "discard", Map.of("reason", WHY)))).isEqualTo("not-needed");
    }

    @Test
    void is_taken_back_within_a_day_and_not_later() {
        clinic.connect();
        BookingSnapshot booking = refused();
        String id = onlyLetter();
        assertThat(codeOf(post(id, "restore", null))).isEqualTo("not-discarded");
        post(id, "discard", Map.of("reason", WHY));

        assertThat(post(id, "restore", null).statusCode()).isEqualTo(200);

        assertThat(onlyLetter()).isEqualTo(id);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(clinic.syncsOf(booking).getLast().reason()).isEqualTo("target-refused"));
        post(id, "discard", Map.of("reason", WHY));
        Database.execute(
                "update dead_letter set discarded_at = now() - interval '25 hours' where id = ?", UUID.fromString(id));
        assertThat(codeOf(post(id, "restore", null))).isEqualTo("too-late");
        assertThat(clinic.deadLetters()).isEmpty();
    }

    @Test
    void takes_many_that_match_and_no_others() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        List.of(1, 2, 3).forEach(each -> clinic.book());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(clinic.deadLetters()).hasSize(3));

        Response none = discardAll(Map.of("code", "target-gone", "reason", WHY));
        Response unreasonable = discardAll(Map.of("code", "Not A Code", "from", "now"));
        Response all = discardAll(Map.of(
                "code", "target-refused", "class", "permanent", "connectionId", clinic.connection(), "reason", WHY));

        assertThat(none.jsonPath().getInt("discarded")).isZero();
        assertThat(unreasonable.statusCode()).isEqualTo(400);
        assertThat(unreasonable.jsonPath().getList("errors.pointer"))
                .containsExactlyInAnyOrder("/code", "/from", "/reason");
        assertThat(all.jsonPath().getInt("discarded")).isEqualTo(3);
        assertThat(all.jsonPath().getBoolean("more")).isFalse();
        assertThat(clinic.deadLetters()).isEmpty();
    }

    @Test
    void who_did_it_and_why_is_told_even_when_it_has_come_back() {
        clinic.connect();
        refused();
        String id = onlyLetter();
        discardAll(Map.of("code", "target-refused", "reason", WHY));

        post(id, "restore", null);

        JsonPath item = clinic.asking().get("/v1/dead-letters/" + id).jsonPath();
        assertThat(item.<Object>get("discarded")).isNull();
        assertThat(item.getList("comments.text")).containsExactly("Discarded: " + WHY);
        assertThat(item.getString("comments[0].by")).startsWith("key:");
        assertThat(Database.value(
                        "select encode(text, 'escape') from dead_letter_comment where dead_letter_id = ?",
                        UUID.fromString(id)))
                .doesNotContain("Nkosi");
    }

    @Test
    void needs_a_reason() {
        clinic.connect();
        refused();
        String id = onlyLetter();

        for (Object body : List.of(Map.of(), Map.of("reason", " "), Map.of("reason", "x".repeat(501)))) {
            Response refused = post(id, "discard", body);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.jsonPath().getList("errors.pointer")).containsExactly("/reason");
        }
        assertThat(onlyLetter()).isEqualTo(id);
    }

    @Test
    void comments_are_kept_with_it_and_not_in_the_clear() {
        clinic.connect();
        refused();
        String id = onlyLetter();
        String key = UUID.randomUUID().toString();
        for (String text : List.of("Called the EHR's side about Mrs Nkosi", "Called the EHR's side about Mrs Nkosi")) {
            Response kept = clinic.asking()
                    .header("Idempotency-Key", key)
                    .body(Map.of("text", text))
                    .post("/v1/dead-letters/" + id + "/comments");
            assertThat(kept.statusCode()).isEqualTo(201);
            assertThat(kept.asString()).doesNotContain("Nkosi");
        }
        post(id, "comments", Map.of("text", "They are on it"));

        Response item = clinic.asking().get("/v1/dead-letters/" + id);

        assertThat(item.jsonPath().getList("comments.text"))
                .containsExactly("They are on it", "Called the EHR's side about Mrs Nkosi");
        assertThat(Database.value(
                        "select encode(text, 'escape') from dead_letter_comment where dead_letter_id = ? order by id",
                        UUID.fromString(id)))
                .doesNotContain("Nkosi");
        assertThat(post(id, "comments", Map.of("text", "x".repeat(2001))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_was_settled_long_ago_is_forgotten_and_nothing_else() {
        clinic.connect();
        BookingSnapshot booking = refused();
        String settled = onlyLetter();
        post(settled, "comments", Map.of("text", "It will be fine"));
        clinic.ehr.behave();
        clinic.act("/v1/dead-letters/" + settled + "/replay", 202);
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        refused();
        String open = onlyLetter();
        Database.execute("update dead_letter set changed_at = now() - interval '91 days' where clinic = ?", clinic.id);

        forgetDeadLetters.forget().await().atMost(Duration.ofSeconds(5));

        assertThat(clinic.asking().get("/v1/dead-letters/" + settled).statusCode())
                .isEqualTo(404);
        assertThat(onlyLetter()).isEqualTo(open);
    }

    private BookingSnapshot refused() {
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.FAILED);
        return booking;
    }

    private String onlyLetter() {
        return (String) clinic.awaitDeadLetter().get("id");
    }

    private List<String> states(String query) {
        return clinic.asking().get("/v1/dead-letters?" + query).jsonPath().getList("items.state");
    }

    private static String stored(String column, String id) {
        return Database.value("select " + column + " from dead_letter where id = ?", UUID.fromString(id));
    }

    private Response post(String id, String verb, Object body) {
        var asking = clinic.asking();
        if (body != null) {
            asking.body(body);
        }
        return asking.post("/v1/dead-letters/" + id + "/" + verb);
    }

    private Response discardAll(Map<String, String> body) {
        return clinic.asking().body(body).post("/v1/dead-letters/discards");
    }

    private static String codeOf(Response refused) {
        assertThat(refused.statusCode()).isEqualTo(409);
        return refused.jsonPath().getString("code");
    }
}
