package org.visita.patient.patient;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.visita.kit.testing.Tokens;

/** Calls of the API, as a key of {@link Tokens#CLINIC} makes them. */
final class PatientApi {

    private PatientApi() {}

    static RequestSpecification reader() {
        return readerOf(Tokens.CLINIC);
    }

    static RequestSpecification readerOf(String clinic) {
        return given().auth().oauth2(Tokens.in(clinic, "patients:read"));
    }

    static RequestSpecification writer() {
        return writerOf(Tokens.CLINIC);
    }

    static RequestSpecification writerOf(String clinic) {
        return given().auth().oauth2(Tokens.in(clinic, "patients:write")).contentType("application/json");
    }

    static Response post(Object person) {
        return writer().body(person).post("/v1/patients");
    }

    static Response postOnce(String key, Object person) {
        return writer().header("Idempotency-Key", key).body(person).post("/v1/patients");
    }

    static Response put(String id, String ifMatch, Object person) {
        return writer().header("If-Match", ifMatch).body(person).put("/v1/patients/{id}", id);
    }

    static Response get(String id) {
        return reader().get("/v1/patients/{id}", id);
    }

    static String createdIn(String clinic) {
        return writerOf(clinic)
                .body(People.thandi())
                .post("/v1/patients")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static String created(Object person) {
        return post(person).then().statusCode(201).extract().path("id");
    }
}
