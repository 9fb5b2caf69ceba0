package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.Desk.with;
import static org.visita.availability.Requests.clinic;
import static org.visita.availability.Requests.create;
import static org.visita.availability.Requests.post;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@AvailabilityTest
class CatalogTest {

    private static final Map<String, String> LOCATION = Map.of("name", "Harbour", "zone", "Europe/Berlin");

    @Test
    void a_location_is_created_read_and_replaced() {
        Response created = post("/v1/locations", LOCATION);
        created.then().statusCode(201).header("ETag", "\"1\"").body("zone", equalTo("Europe/Berlin"));
        String id = created.path("id");
        assertThat(created.header("Location")).endsWith("/v1/locations/" + id);

        clinic().header("If-Match", "\"1\"")
                .body(Map.of("name", "Hill", "zone", "Europe/Lisbon"))
                .put("/v1/locations/" + id)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        clinic().get("/v1/locations/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Hill"));
    }

    @Test
    void a_change_that_has_not_seen_the_newest_version_is_refused() {
        String id = create("/v1/locations", LOCATION);
        clinic().body(LOCATION).put("/v1/locations/" + id).then().statusCode(428);
        clinic().header("If-Match", "\"7\"")
                .body(LOCATION)
                .put("/v1/locations/" + id)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-version"));
        clinic().get("/v1/locations/" + id).then().body("version", equalTo(1));
    }

    @Test
    void every_change_is_announced_once_with_its_version() {
        String id = create("/v1/locations", LOCATION);
        clinic().header("If-Match", "\"1\"")
                .body(Map.of("name", "Hill", "zone", "Europe/Lisbon"))
                .put("/v1/locations/" + id)
                .then()
                .statusCode(200);
        await().untilAsserted(() -> {
            List<ConsumerRecord<String, byte[]>> records =
                    TopicReader.withKey(Topics.AVAILABILITY_CATALOG, "LOCATION/" + id);
            assertThat(records)
                    .extracting(record ->
                            EventJson.read(record.value(), CatalogEntry.class).version())
                    .containsExactly(1, 2);
            assertThat(TopicReader.header(records.getFirst(), CloudEventHeaders.TYPE))
                    .isEqualTo("availability.catalog");
            assertThat(TopicReader.header(records.getFirst(), CloudEventHeaders.TRACE_PARENT))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        });
    }

    @Test
    void what_is_announced_keeps_the_contract() {
        SampleClinic clinic = SampleClinic.open();
        List<String> ids =
                List.of(clinic.location(), clinic.room(), clinic.practitioner(), clinic.visitType(), clinic.schedule());
        await().untilAsserted(() -> assertThat(announced(ids)).hasSize(5));
        assertThat(announced(ids))
                .allSatisfy(record -> assertThat(ContractSchemas.violations(EventType.CATALOG_CHANGED, record.value()))
                        .isEmpty());
    }

    private static List<ConsumerRecord<String, byte[]>> announced(List<String> ids) {
        return TopicReader.read(
                Topics.AVAILABILITY_CATALOG,
                record -> ids.contains(record.key().substring(record.key().indexOf('/') + 1)));
    }

    @Test
    void whether_bookings_need_confirming_is_kept_and_announced() {
        Map<String, Object> plain = Map.of("name", "Check-up", "duration", "PT30M");
        Map<String, Object> confirmed = with(plain, "requiresConfirmation", true);
        clinic().get("/v1/visit-types/" + create("/v1/visit-types", plain))
                .then()
                .body("requiresConfirmation", equalTo(false));
        Desk desk = Desk.ofNewClinic();
        String id = desk.create("/v1/visit-types", confirmed);
        desk.get("/v1/visit-types/" + id).then().body("requiresConfirmation", equalTo(true));
        desk.get("/v1/visit-types").then().body("items.requiresConfirmation", equalTo(List.of(true)));
        desk.put("/v1/visit-types/" + id, 1, plain).then().body("requiresConfirmation", equalTo(false));
        await().untilAsserted(() -> assertThat(TopicReader.withKey(Topics.AVAILABILITY_CATALOG, "VISIT_TYPE/" + id))
                .extracting(record -> EventJson.read(record.value(), CatalogEntry.class)
                        .visitType()
                        .requiresConfirmation())
                .containsExactly(true, false));
    }

    @Test
    void names_do_not_leave_the_service() {
        String id = create("/v1/practitioners", Map.of("name", "Unmistakable Name"));
        await().untilAsserted(() -> assertThat(TopicReader.withKey(Topics.AVAILABILITY_CATALOG, "PRACTITIONER/" + id))
                .hasSize(1)
                .allSatisfy(record -> assertThat(new String(record.value())).doesNotContain("Unmistakable")));
    }

    @Test
    void a_post_that_comes_twice_creates_once() {
        String key = UUID.randomUUID().toString();
        String first = clinic().header("Idempotency-Key", key)
                .body(LOCATION)
                .post("/v1/locations")
                .path("id");
        clinic().header("Idempotency-Key", key)
                .body(LOCATION)
                .post("/v1/locations")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", equalTo(first));
        clinic().header("Idempotency-Key", key)
                .body(Map.of("name", "Other", "zone", "Europe/Berlin"))
                .post("/v1/locations")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void lists_are_paged_without_gaps_or_doubles() {
        List<String> created = IntStream.range(0, 5)
                .mapToObj(i -> create("/v1/locations", LOCATION))
                .toList();
        java.util.ArrayList<String> seen = new java.util.ArrayList<>();
        String cursor = null;
        do {
            var request = clinic().queryParam("limit", 2);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/locations");
            seen.addAll(page.jsonPath().getList("items.id"));
            cursor = page.path("next");
            if (cursor != null) {
                assertThat(page.header("Link")).contains("rel=\"next\"");
            }
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().containsAll(created);
    }
}
