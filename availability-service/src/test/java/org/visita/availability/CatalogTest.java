package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/locations     | {"name":"A","zone":"Mars/Olympus"}                          | /zone
            /v1/locations     | {"name":"A","zone":"+02:00"}                                | /zone
            /v1/locations     | {"name":"","zone":"Europe/Berlin"}                          | /name
            /v1/locations     | {"name":5,"zone":"Europe/Berlin"}                           | /name
            /v1/locations     | {"name":"A","zone":"Europe/Berlin","colour":"red"}          | /colour
            /v1/locations     | {"name":"A","zone":"Europe/Berlin","identifiers":[null]}    | /identifiers/0
            /v1/rooms         | {"name":"A","locationId":"x"}                               | /locationId
            /v1/visit-types   | {"name":"A","duration":"PT0S"}                              | /duration
            /v1/visit-types   | {"name":"A","duration":"PT30M","bufferAfter":"-PT5M"}       | /bufferAfter
            /v1/visit-types   | {"name":"A","duration":"PT30M","slotInterval":"PT0S"}       | /slotInterval
            /v1/visit-types   | {"name":"A","duration":"PT30S"}                             | /duration
            /v1/visit-types   | {"name":"A","duration":"half an hour"}                      | /duration
            /v1/visit-types   | {"name":"A","duration":1800}                                | /duration
            /v1/locations     | {"name":"A\\u0000","zone":"Europe/Berlin"}                   | /name
            /v1/practitioners | {"name":"A","languages":["not a tag"]}                     | /languages/0
            /v1/locations     | []                                                          | ''
            /v1/locations     | {"name":                                                    | ''
            """)
    void bad_input_is_refused_with_its_place(String path, String body, String pointer) {
        clinic().body(body)
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"))
                .body("traceId", notNullValue())
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void an_empty_body_is_refused() {
        clinic().post("/v1/locations").then().statusCode(400).body("code", equalTo("invalid-request"));
    }

    @Test
    void a_schedule_says_where_it_is_wrong() {
        String location = create("/v1/locations", LOCATION);
        String practitioner = create("/v1/practitioners", Map.of("name", "A"));
        List<Map<String, String>> windows = List.of(
                Map.of("day", "MONDAY", "start", "08:00", "end", "12:00"),
                Map.of("day", "FUNDAY", "start", "08:00", "end", "12:00"));
        post("/v1/schedules", Map.of("practitionerId", practitioner, "locationId", location, "windows", windows))
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/windows/1")));
    }

    @Test
    void what_is_named_must_be_there() {
        post("/v1/rooms", Map.of("name", "A", "locationId", "018f0000-0000-7000-8000-000000000000"))
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"))
                .body("errors[0].pointer", equalTo("/locationId"));
    }

    @Test
    void unknown_and_doubled_query_parameters_are_refused() {
        clinic().queryParam("colour", "red")
                .get("/v1/locations")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?colour"));
        clinic().queryParam("limit", 1, 2).get("/v1/locations").then().statusCode(400);
        clinic().queryParam("limit", 101).get("/v1/locations").then().statusCode(400);
        clinic().queryParam("limit", "many").get("/v1/locations").then().statusCode(400);
        clinic().queryParam("cursor", "%%%").get("/v1/locations").then().statusCode(400);
    }

    @Test
    void a_query_that_is_no_uri_is_refused_by_the_server_itself() throws Exception {
        for (String query : new String[] {"a={}", "limit=%zz", "a=|^"}) {
            String answer = Requests.raw("GET /v1/locations?" + query);
            assertThat(answer).as(query).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void wrong_addresses_methods_and_media_types_are_coded() {
        clinic().get("/v1/nothing-here").then().statusCode(404).body("code", equalTo("not-found"));
        clinic().get("/v1/locations/none").then().statusCode(404).body("code", equalTo("not-found"));
        clinic().delete("/v1/locations").then().statusCode(405).body("code", equalTo("method-not-allowed"));
        clinic().contentType("text/plain")
                .body("x")
                .post("/v1/locations")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported-media-type"));
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        post("/v1/locations", Map.of("name", "x".repeat(300 * 1024), "zone", "Europe/Berlin"))
                .then()
                .statusCode(413);
    }
}
