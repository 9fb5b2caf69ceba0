package org.visita.availability;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.visita.kit.testing.Tokens;

/** Requests of one clinic's administrator. */
record Desk(String clinic) {

    /** Of a clinic that no other test knows. */
    static Desk ofNewClinic() {
        return new Desk("clinic-" + UUID.randomUUID());
    }

    RequestSpecification request() {
        return given().auth()
                .oauth2(Tokens.in(clinic, Requests.SCOPES.toArray(String[]::new)))
                .contentType(ContentType.JSON);
    }

    Response post(String path, Object body) {
        return request().body(body).post(path);
    }

    /** The id of a new item. */
    String create(String path, Object body) {
        return post(path, body).then().statusCode(201).extract().path("id");
    }

    Response put(String path, int version, Object body) {
        return request().header("If-Match", "\"" + version + "\"").body(body).put(path);
    }

    Response delete(String path, int version) {
        return request().header("If-Match", "\"" + version + "\"").delete(path);
    }

    Response get(String path) {
        return request().get(path);
    }

    /** One more or other field. */
    static Map<String, Object> with(Map<String, ?> body, String field, Object value) {
        Map<String, Object> changed = new java.util.HashMap<>(body);
        changed.put(field, value);
        return changed;
    }
}
