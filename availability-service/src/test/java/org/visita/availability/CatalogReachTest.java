package org.visita.availability;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.Requests.create;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.kit.testing.Tokens;

/** Whoever is limited to a practitioner changes that practitioner's hours and absences, and nothing else of the catalog. */
@AvailabilityTest
class CatalogReachTest {

    private String location;
    private String ana;
    private String ben;

    @BeforeEach
    void open() {
        location = create("/v1/locations", Map.of("name", "Harbour", "zone", "Europe/Berlin"));
        ana = create("/v1/practitioners", Map.of("name", "Ana"));
        ben = create("/v1/practitioners", Map.of("name", "Ben"));
    }

    private static RequestSpecification limitedTo(String practitioner, String location) {
        return given().auth()
                .oauth2(Tokens.limitedTo(practitioner, location, Requests.SCOPES.toArray(String[]::new)))
                .contentType(ContentType.JSON);
    }

    private Map<String, Object> hoursOf(String practitioner) {
        return new HashMap<>(Map.of(
                "practitionerId",
                practitioner,
                "locationId",
                location,
                "windows",
                List.of(Map.of("day", "MONDAY", "start", "08:00", "end", "10:00"))));
    }

    @Test
    void own_hours_are_changed_and_others_are_not() {
        String own = limitedTo(ana, null)
                .body(hoursOf(ana))
                .post("/v1/schedules")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String others = create("/v1/schedules", hoursOf(ben));

        limitedTo(ana, null)
                .body(hoursOf(ben))
                .post("/v1/schedules")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        limitedTo(ana, null)
                .header("If-Match", "\"1\"")
                .body(hoursOf(ana))
                .put("/v1/schedules/" + others)
                .then()
                .statusCode(403);
        limitedTo(ana, null)
                .header("If-Match", "\"1\"")
                .delete("/v1/schedules/" + others)
                .then()
                .statusCode(403);
        limitedTo(ana, null)
                .header("If-Match", "\"1\"")
                .body(hoursOf(ben))
                .put("/v1/schedules/" + own)
                .then()
                .statusCode(403);
        limitedTo(ana, null)
                .header("If-Match", "\"1\"")
                .delete("/v1/schedules/" + own)
                .then()
                .statusCode(200);
        Requests.clinic().get("/v1/schedules/" + others).then().body("version", equalTo(1));
    }

    @Test
    void an_absence_holds_everywhere_so_one_place_is_not_enough_for_it() {
        Map<String, String> absence =
                Map.of("practitionerId", ana, "start", "2030-01-07T08:00:00+01:00", "end", "2030-01-07T10:00:00+01:00");
        limitedTo(null, location).body(absence).post("/v1/time-off").then().statusCode(403);
        limitedTo(ana, null).body(absence).post("/v1/time-off").then().statusCode(201);
    }

    @Test
    void the_rest_of_the_catalog_is_read_and_not_changed() {
        limitedTo(ana, null).get("/v1/practitioners/" + ben).then().statusCode(200);
        limitedTo(ana, null)
                .body(Map.of("name", "Hill", "zone", "Europe/Berlin"))
                .post("/v1/locations")
                .then()
                .statusCode(403);
    }
}
