package org.visita.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.visita.booking.Requests.book;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.kit.ids.Ids;
import org.visita.kit.testing.Tokens;

/** A caller that is limited to some practitioners or locations touches their calendars, and knows of no other. */
@BookingTest
class ReachTest {

    private static final String[] SCOPES = {"bookings:read", "bookings:write"};
    private static final List<String> ACTS = List.of(
            "confirm", "decline", "check-in", "undo-check-in", "fulfil", "no-show", "undo-no-show", "enter-in-error");

    private static RequestSpecification limitedTo(String practitioner, String location) {
        return given().auth()
                .oauth2(Tokens.limitedTo(practitioner, location, SCOPES))
                .contentType(ContentType.JSON);
    }

    @Test
    void a_booking_of_somebody_else_is_not_there() {
        SampleClinic clinic = SampleClinic.with(2, 0, 2);
        String own = book(clinic.visit(0, slot(3, 0), 0)).path("id");
        String other = book(clinic.visit(1, slot(3, 0), 1)).path("id");
        RequestSpecification clinician = limitedTo(clinic.practitioners().get(0), null);

        clinician.get("/v1/bookings/" + own).then().statusCode(200);
        clinician.get("/v1/bookings/" + own + "/history").then().statusCode(200);
        clinician.get("/fhir/R4/Appointment/" + own).then().statusCode(200);
        for (String path : List.of("/v1/bookings/" + other, "/v1/bookings/" + other + "/history")) {
            clinician.get(path).then().statusCode(404).body("code", equalTo("not-found"));
        }
        clinician.get("/fhir/R4/Appointment/" + other).then().statusCode(404);
        for (String act : ACTS) {
            clinician
                    .post("/v1/bookings/" + other + "/" + act)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not-found"));
        }
        clinician
                .body(Map.of("reason", "closure"))
                .post("/v1/bookings/" + other + "/cancel")
                .then()
                .statusCode(404);
        clinician
                .body(Map.of("start", slot(3, 2).toString()))
                .post("/v1/bookings/" + other + "/reschedule")
                .then()
                .statusCode(404);
        Requests.clinic().get("/v1/bookings/" + other).then().body("version", equalTo(1));
    }

    @Test
    void lists_show_what_is_in_reach() {
        SampleClinic clinic = SampleClinic.with(2, 0, 2);
        String own = book(clinic.visit(0, slot(3, 0), 0)).path("id");
        book(clinic.visit(1, slot(3, 0), 1)).then().statusCode(201);
        String practitioner = clinic.practitioners().get(0);

        limitedTo(practitioner, null)
                .queryParam("location", clinic.location())
                .get("/v1/bookings")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(own)));
        limitedTo(null, clinic.location())
                .queryParam("location", clinic.location())
                .get("/v1/bookings")
                .then()
                .body("items", hasSize(2));
        limitedTo(practitioner, Ids.next().toString())
                .queryParam("location", clinic.location())
                .get("/v1/bookings")
                .then()
                .body("items", hasSize(0));
        limitedTo(practitioner, null)
                .queryParam("location", "Location/" + clinic.location())
                .get("/fhir/R4/Appointment")
                .then()
                .statusCode(200)
                .body("total", equalTo(1));
        limitedTo(practitioner, null)
                .queryParam("practitioner", clinic.practitioners().get(1))
                .get("/v1/bookings")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void nothing_is_booked_held_or_moved_outside_the_reach() {
        SampleClinic clinic = SampleClinic.with(2, 0, 2);
        String practitioner = clinic.practitioners().get(0);
        RequestSpecification clinician = limitedTo(practitioner, null);

        for (String path : List.of("/v1/bookings", "/v1/holds")) {
            clinician
                    .body(clinic.visit(0, slot(3, 0), 1))
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("forbidden"));
        }
        String own = clinician
                .body(clinic.visit(0, slot(3, 0), 0))
                .post("/v1/bookings")
                .path("id");
        clinician
                .body(Map.of(
                        "start",
                        slot(3, 1).toString(),
                        "practitionerId",
                        clinic.practitioners().get(1)))
                .post("/v1/bookings/" + own + "/reschedule")
                .then()
                .statusCode(403);
        limitedTo(null, Ids.next().toString())
                .body(clinic.visit(0, slot(4, 0), 0))
                .post("/v1/bookings")
                .then()
                .statusCode(422);
    }

    @Test
    void anybody_means_anybody_in_reach() {
        SampleClinic clinic = SampleClinic.with(3, 0, 2);
        String practitioner = clinic.practitioners().get(1);
        RequestSpecification clinician = limitedTo(practitioner, null);

        clinician
                .body(clinic.visit(0, slot(3, 0)))
                .post("/v1/bookings")
                .then()
                .statusCode(201)
                .body("practitionerId", equalTo(practitioner));
        Response taken = clinician.body(clinic.visit(1, slot(3, 0))).post("/v1/bookings");
        taken.then()
                .statusCode(409)
                .body("code", equalTo("slot-taken"))
                .body("alternatives", hasSize(3))
                .body("alternatives.practitionerId", everyItem(equalTo(practitioner)));
    }

    @Test
    void a_limit_to_nobody_is_no_freedom() {
        assertThat(given().auth()
                        .oauth2(Tokens.limitedTo("", null, SCOPES))
                        .get("/v1/bookings")
                        .<List<?>>path("items"))
                .isEmpty();
    }
}
