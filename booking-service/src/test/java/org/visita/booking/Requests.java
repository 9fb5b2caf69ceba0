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

    /** Somebody else than the tests' usual key, as {@code kind:id}. */
    static RequestSpecification as(String actor) {
        return given().auth()
                .oauth2(Tokens.as(actor, "bookings:read", "bookings:write"))
                .contentType(ContentType.JSON);
    }

    static Response hold(Map<String, ?> body) {
        return clinic().body(body).post("/v1/holds");
    }

    /** One of the acts that only change the state. */
    static Response act(String id, String act) {
        return clinic().post("/v1/bookings/" + id + "/" + act);
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
