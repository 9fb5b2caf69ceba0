package org.visita.ehrsync.unreadable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.topics.EventJson;

@QuarkusTest
class UnreadableResourceTest extends ComponentTest {

    private static final byte[] GARBAGE = "{\"booking\":".getBytes(StandardCharsets.UTF_8);

    @Test
    void are_listed_for_the_clinic_that_they_name() {
        String own = insert(clinic.id, GARBAGE);
        String another = insert("another-clinic", GARBAGE);

        assertThat(ids("state=open")).contains(own).doesNotContain(another);

        JsonPath item = read(own);
        assertThat(item.getString("topic")).isEqualTo("booking.events");
        assertThat(item.getInt("size")).isEqualTo(GARBAGE.length);
        assertThat(item.getString("problem")).isEqualTo("not-json");
        assertThat(item.getString("decoded.type")).isEqualTo("booking.created");
        assertThat(item.getString("content")).isEqualTo("eyJib29raW5nIjo=");
        assertThat(item.getString("state")).isEqualTo("open");
        assertThat(clinic.asking().get("/v1/unreadable-records/" + another).statusCode())
                .isEqualTo(404);
    }

    @Test
    void that_name_no_clinic_are_everybodys_but_not_what_stands_in_them() {
        String nobodys = insert(null, GARBAGE);

        JsonPath item = read(nobodys);

        assertThat(item.getString("sha256")).isNotBlank();
        assertThat(item.getString("problem")).isEqualTo("not-json");
        for (String hidden : List.of("decoded.eventId", "content", "key", "headers")) {
            assertThat(item.<Object>get(hidden)).as(hidden).isNull();
        }
        assertThat(item.getString("decoded.type")).isEqualTo("booking.created");
        for (Response refused :
                List.of(discard(nobodys), clinic.asking().post("/v1/unreadable-records/" + nobodys + "/replay"))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.jsonPath().getString("code")).isEqualTo("names-no-clinic");
        }
        Database.execute(
                "update unreadable_record set found_at = now() - interval '31 days' where id = ?",
                UUID.fromString(nobodys));
        assertThat(ids("state=open")).doesNotContain(nobodys);
        Database.execute("delete from unreadable_record where id = ?", UUID.fromString(nobodys));
    }

    @Test
    void stay_so_until_the_code_can_read_them() {
        clinic.connect();
        String garbage = insert(clinic.id, GARBAGE);
        BookingSnapshot booking = clinic.booking();
        String readable = insert(clinic.id, EventJson.write(Samples.event(booking)));

        Response still = clinic.asking().post("/v1/unreadable-records/" + garbage + "/replay");
        assertThat(still.statusCode()).isEqualTo(409);
        assertThat(still.jsonPath().getString("code")).isEqualTo("still-unreadable");
        clinic.act("/v1/unreadable-records/" + readable + "/replay", 202);

        clinic.awaitHeld(booking);
        assertThat(ids("state=replayed")).contains(readable);
        assertThat(read(readable).getString("replayed.by")).startsWith("key:");
        assertThat(clinic.act("/v1/unreadable-records/" + readable + "/replay", 409)
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("not-needed");
        assertThat(discard(readable).statusCode()).isEqualTo(409);
    }

    @Test
    void are_discarded_for_a_reason_that_is_not_kept_in_the_clear() {
        String id = insert(clinic.id, GARBAGE);

        assertThat(clinic.asking()
                        .body(Map.of("reason", ""))
                        .post("/v1/unreadable-records/" + id + "/discard")
                        .statusCode())
                .isEqualTo(400);
        assertThat(discard(id).statusCode()).isEqualTo(200);

        assertThat(ids("state=open")).doesNotContain(id);
        assertThat(ids("state=discarded")).contains(id);
        assertThat(read(id).getString("discarded.reason")).isEqualTo("a test of Mrs Nkosi's");
        assertThat(Database.value("select discard_reason from unreadable_record where id = ?", UUID.fromString(id)))
                .doesNotContain("Nkosi");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(clinic.asking()
                        .get("/v1/dead-letters/issues")
                        .jsonPath()
                        .getList("items.exampleId"))
                .doesNotContain(id));
    }

    @Test
    void are_not_searched_by_what_cannot_be() {
        for (String query : List.of("state=lost", "limit=0", "cursor=bm8", "colour=red")) {
            assertThat(clinic.asking().get("/v1/unreadable-records?" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    private static String insert(String of, byte[] bytes) {
        String id = Samples.id();
        Database.execute(
                """
                insert into unreadable_record (id, clinic, topic, partition, record_offset, record_key, size, sha256,
                                               bytes, headers, problem, decoded)
                values (?, ?, 'booking.events', 0, ?, 'key', ?, 'some-hash', ?, '{}', 'not-json',
                        '{"type":"booking.created","eventId":"e-1"}')""",
                UUID.fromString(id),
                of,
                ThreadLocalRandom.current().nextLong(1_000_000, Long.MAX_VALUE),
                bytes.length,
                bytes);
        return id;
    }

    private Response discard(String id) {
        return clinic.asking()
                .body(Map.of("reason", "a test of Mrs Nkosi's"))
                .post("/v1/unreadable-records/" + id + "/discard");
    }

    private List<String> ids(String query) {
        return clinic.asking()
                .get("/v1/unreadable-records?limit=100&" + query)
                .jsonPath()
                .getList("items.id");
    }

    private JsonPath read(String id) {
        return clinic.asking()
                .get("/v1/unreadable-records/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
