package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.visita.availability.Desk.with;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** What holds for all nine kinds. */
@AvailabilityTest
class WholeCatalogTest {

    static List<String> paths() {
        return WholeCatalog.PATHS;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void each_kind_is_created_listed_read_replaced_and_deleted(String path) {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        Response created = desk.post(path, catalog.body(path));
        created.then().statusCode(201).header("ETag", "\"1\"").body("affectedBookings.count", equalTo(0));
        String id = created.path("id");
        assertThat(created.header("Location")).endsWith(path + "/" + id);
        desk.get(path).then().statusCode(200).body("items", hasSize(2));

        desk.put(path + "/" + id, 1, catalog.body(path))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2));
        desk.get(path + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("affectedBookings", equalTo(null));

        desk.request().delete(path + "/" + id).then().statusCode(428).body("code", equalTo("precondition-required"));
        desk.delete(path + "/" + id, 1).then().statusCode(412).body("code", equalTo("stale-version"));
        desk.delete(path + "/" + id, 2).then().statusCode(200).body("affectedBookings.count", equalTo(0));
        desk.get(path + "/" + id).then().statusCode(404).body("code", equalTo("not-found"));
        desk.put(path + "/" + id, 2, catalog.body(path)).then().statusCode(404);
        desk.delete(path + "/" + id, 2).then().statusCode(404);
        desk.get(path).then().body("items.id", equalTo(List.of(catalog.id(path))));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_trial_changes_nothing_and_uses_up_no_key(String path) {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        String key = UUID.randomUUID().toString();
        long outbox = StandingBookings.query("select coalesce(max(seq), 0) from outbox");
        for (Response trial : List.of(
                desk.request()
                        .header("Idempotency-Key", key)
                        .body(catalog.body(path))
                        .post(path + "?dryRun=true"),
                desk.put(catalog.at(path) + "?dryRun=true", 1, catalog.body(path)))) {
            trial.then().statusCode(200).body("dryRun", equalTo(true)).body("affectedBookings.count", equalTo(0));
        }
        desk.get(path).then().body("items", hasSize(1)).body("items[0].version", equalTo(1));
        assertThat(StandingBookings.query("select count(*) from idempotency_key where key = ?", key))
                .isZero();
        assertThat(StandingBookings.query("select count(*) from outbox where seq > ?", outbox))
                .isZero();
        desk.request()
                .header("Idempotency-Key", key)
                .body(with(catalog.body(path), "name", "Another"))
                .post(path)
                .then()
                .statusCode(catalog.body(path).containsKey("name") ? 201 : 400);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_trial_is_refused_as_the_change_would_be(String path) {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        String at = catalog.at(path);
        desk.post(path + "?dryRun=true", Map.of("colour", "red")).then().statusCode(400);
        desk.post(path + "?dryRun=yes", catalog.body(path))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?dryRun"));
        desk.post(path + "?dryRun=", catalog.body(path)).then().statusCode(400);
        desk.put(at + "?dryRun=true", 7, catalog.body(path)).then().statusCode(412);
        desk.request().body(catalog.body(path)).put(at + "?dryRun=true").then().statusCode(428);
        desk.delete(at + "?dryRun=true", 7).then().statusCode(412);
        desk.request().delete(at + "?dryRun=true").then().statusCode(428);
        Stream.of("practitionerId", "locationId")
                .filter(catalog.body(path)::containsKey)
                .forEach(field -> desk.post(
                                path + "?dryRun=true",
                                with(
                                        catalog.body(path),
                                        field,
                                        UUID.randomUUID().toString()))
                        .then()
                        .statusCode(422)
                        .body("code", equalTo("unknown-reference")));
        int trial = desk.delete(at + "?dryRun=true", 1).statusCode();
        desk.get(at).then().statusCode(200);
        assertThat(desk.delete(at, 1).statusCode()).isEqualTo(trial);
    }

    @Test
    void the_audit_trail_tells_a_trial_from_a_change() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        catalog.desk().delete(catalog.at("/v1/rooms") + "?dryRun=true", 1);
        catalog.desk().delete(catalog.at("/v1/rooms"), 1);
        await().untilAsserted(() -> assertThat(
                        TopicReader.withKey(Topics.AUDIT_EVENTS, catalog.desk().clinic()))
                .extracting(record ->
                        EventJson.read(record.value(), AuditEvent.class).action())
                .filteredOn(action -> action.startsWith("room."))
                .containsExactly("room.create", "room.delete.dry-run", "room.delete"));
    }

    @Test
    void what_others_name_is_not_deleted_and_the_answer_says_by_what_kinds() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        catalog.desk().create("/v1/rooms", catalog.body("/v1/rooms"));
        catalog.desk()
                .delete(catalog.at("/v1/locations"), 1)
                .then()
                .statusCode(409)
                .body("code", equalTo("in-use"))
                .body(
                        "detail",
                        matchesPattern(".*\\(equipment: 1, holiday: 1, override: 1, room: 2, schedule: 1,"
                                + " visit-type: 1\\)\\."));
        catalog.desk()
                .delete(catalog.at("/v1/practitioners"), 1)
                .then()
                .statusCode(409)
                .body("detail", matchesPattern(".*\\(override: 1, schedule: 1, time-off: 1, visit-type: 1\\)\\."));
        for (String path : WholeCatalog.PATHS.reversed()) {
            if (path.equals("/v1/rooms")) {
                catalog.desk().get(path).jsonPath().<String>getList("items.id").stream()
                        .filter(id -> !id.equals(catalog.id(path)))
                        .forEach(id -> catalog.desk().delete(path + "/" + id, 1));
            }
            catalog.desk().delete(catalog.at(path), 1).then().statusCode(200);
        }
    }

    @Test
    void lists_are_narrowed_to_what_names_a_thing_or_is_meant_for_all_of_its_kind() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        String elsewhere = desk.create("/v1/locations", catalog.body("/v1/locations"));
        String nobody = desk.create("/v1/practitioners", catalog.body("/v1/practitioners"));
        String everywhere = desk.create("/v1/holidays", Map.of("name", "Spring", "firstDate", "2031-05-01"));
        for (String path : List.of("/v1/rooms", "/v1/equipment", "/v1/schedules", "/v1/overrides")) {
            desk.get(path + "?location=" + catalog.id("/v1/locations"))
                    .then()
                    .statusCode(200)
                    .body("items.id", equalTo(List.of(catalog.id(path))));
            desk.get(path + "?location=" + elsewhere).then().statusCode(200).body("items", hasSize(0));
        }
        for (String path : List.of("/v1/schedules", "/v1/overrides", "/v1/time-off")) {
            desk.get(path + "?practitioner=" + catalog.id("/v1/practitioners"))
                    .then()
                    .statusCode(200)
                    .body("items.id", equalTo(List.of(catalog.id(path))));
            desk.get(path + "?practitioner=" + nobody).then().statusCode(200).body("items", hasSize(0));
        }
        desk.get("/v1/holidays?location=" + catalog.id("/v1/locations")).then().body("items", hasSize(2));
        desk.get("/v1/holidays?location=" + elsewhere).then().body("items.id", equalTo(List.of(everywhere)));
        Response first = desk.get("/v1/holidays?limit=1&location=" + catalog.id("/v1/locations"));
        desk.request()
                .urlEncodingEnabled(false)
                .get(first.header("Link").replaceAll("^<|>.*$", ""))
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(everywhere)));
    }

    @Test
    void of_two_changes_at_once_one_wins_and_the_other_is_stale() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        for (int version = 1; version <= 10; version++) {
            int seen = version;
            List<CompletableFuture<Integer>> both = Stream.of("One", "Two")
                    .map(name -> CompletableFuture.supplyAsync(() -> catalog.desk()
                            .put(catalog.at("/v1/rooms"), seen, with(catalog.body("/v1/rooms"), "name", name))
                            .statusCode()))
                    .toList();
            assertThat(both.stream().map(CompletableFuture::join).toList()).containsExactlyInAnyOrder(200, 412);
        }
    }

    @Test
    void what_is_named_and_deleted_at_once_is_never_half_there() {
        Desk desk = Desk.ofNewClinic();
        for (int round = 0; round < 10; round++) {
            String location = desk.create("/v1/locations", Map.of("name", "A", "zone", "UTC"));
            CompletableFuture<Integer> named = CompletableFuture.supplyAsync(
                    () -> desk.post("/v1/rooms", Map.of("name", "A", "locationId", location))
                            .statusCode());
            CompletableFuture<Integer> deleted = CompletableFuture.supplyAsync(
                    () -> desk.delete("/v1/locations/" + location, 1).statusCode());
            assertThat(List.of(named.join(), deleted.join())).isIn(List.of(201, 409), List.of(422, 200));
        }
    }
}
