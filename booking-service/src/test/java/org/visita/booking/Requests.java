package org.visita.booking;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.visita.kit.testing.Tokens;

/** Requests of a clinic's front desk. */
final class Requests {

    private Requests() {}

    static RequestSpecification clinic() {
        return given().auth()
                .oauth2(Tokens.with("bookings:read", "bookings:write"))
                .contentType(ContentType.JSON);
    }

    static Response book(Map<String, ?> body) {
        return clinic().body(body).post("/v1/bookings");
    }

    static Response reschedule(String id, Map<String, ?> body) {
        return clinic().body(body).post("/v1/bookings/" + id + "/reschedule");
    }

    static Response cancel(String id, String reason) {
        return clinic().body(Map.of("reason", reason)).post("/v1/bookings/" + id + "/cancel");
    }
}
