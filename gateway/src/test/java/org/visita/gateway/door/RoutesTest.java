package org.visita.gateway.door;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class RoutesTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "slots, slots:read, ''",
        "locations, catalog:read, catalog:write",
        "rooms, catalog:read, catalog:write",
        "equipment, catalog:read, catalog:write",
        "practitioners, catalog:read, catalog:write",
        "visit-types, catalog:read, catalog:write",
        "schedules, catalog:read, catalog:write",
        "overrides, catalog:read, catalog:write",
        "time-off, catalog:read, catalog:write",
        "holidays, catalog:read, catalog:write",
        "affected-bookings, catalog:read, ''",
        "bookings, bookings:read, bookings:write",
        "holds, bookings:read, bookings:write",
        "connections, sync:read, sync:operate",
        "dead-letters, sync:read, sync:operate",
        "replays, sync:read, sync:operate",
        "unreadable-records, sync:read, sync:operate",
        "audit, audit:read, audit:write"
    })
    void every_resource_is_read_and_changed_with_its_own_scope(String resource, String read, String write) {
        String path = "/v1/" + resource + "/1";
        TestKeys.using(TestKeys.with(read)).get(path).then().statusCode(200).body("uri", equalTo(path));
        if (write.isEmpty()) {
            TestKeys.using(TestKeys.admin())
                    .post(path)
                    .then()
                    .statusCode(405)
                    .header("Allow", equalTo("GET, HEAD"))
                    .body("code", equalTo("method-not-allowed"));
            return;
        }
        TestKeys.using(TestKeys.with(read)).post(path).then().statusCode(403).body("code", equalTo("forbidden"));
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            TestKeys.using(TestKeys.with(write)).request(method, path).then().statusCode(200);
        }
        TestKeys.using(TestKeys.with(write)).get(path).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/v2/bookings",
                "/V1/bookings",
                "/v1/Bookings",
                "/v1/book",
                "/v1/bookingsx",
                "/v1/keys/a/b/c",
                "/v1/Appointment",
                "/v1/metadata",
                "/fhirx/R4/Appointment"
            })
    void what_is_not_in_the_table_is_not_there(String path) {
        TestKeys.using(TestKeys.admin())
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
    }

    @Test
    void a_search_by_post_is_a_thing_of_fhir() {
        TestKeys.using(TestKeys.with("bookings:read"))
                .post("/v1/bookings/_search")
                .then()
                .statusCode(403);
    }

    @Test
    void audit_events_are_searched_and_read_and_nothing_else() {
        TestKey key = TestKeys.with("audit:read");
        TestKeys.using(key).get("/fhir/R4/AuditEvent/1").then().statusCode(200);
        TestKeys.using(key).post("/fhir/R4/AuditEvent/_search").then().statusCode(200);
        TestKeys.using(key).get("/fhir/R4/metadata").then().statusCode(200);
        TestKeys.using(TestKeys.admin()).post("/fhir/R4/AuditEvent").then().statusCode(405);
        TestKeys.using(TestKeys.admin()).delete("/fhir/R4/AuditEvent/1").then().statusCode(405);
        TestKeys.using(TestKeys.admin())
                .post("/fhir/R4/metadata/_search")
                .then()
                .statusCode(405);
        TestKeys.using(TestKeys.with("bookings:read"))
                .post("/fhir/R4/AuditEvent/_search")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "PROPFIND"})
    void other_methods_are_not_taken(String method) {
        TestKeys.using(TestKeys.admin()).request(method, "/v1/bookings").then().statusCode(405);
    }

    @Test
    void a_method_that_an_operation_of_our_own_does_not_take_is_named() {
        TestKeys.using(TestKeys.admin())
                .delete("/v1/keys/aaaaaaaaaaaa")
                .then()
                .statusCode(405)
                .body("code", equalTo("method-not-allowed"));
    }
}
