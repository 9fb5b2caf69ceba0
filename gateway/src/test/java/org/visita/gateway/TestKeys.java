package org.visita.gateway;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** API keys for tests, made through the API itself. */
public final class TestKeys {

    /** The clinic of the bootstrap key. */
    public static final String CLINIC = "clinic-one";

    /** Another one, whose keys must not be visible. */
    public static final String OTHER_CLINIC = "clinic-two";

    private TestKeys() {}

    /** A key as its owner knows it. */
    public record TestKey(String id, String text) {}

    /** With every scope. */
    public static String admin() {
        return ConfigProvider.getConfig().getValue("visita.gateway.bootstrap-key", String.class);
    }

    public static TestKey with(String... scopes) {
        return make(Map.of("label", "test", "scopes", List.of(scopes)));
    }

    public static TestKey in(String clinic, String... scopes) {
        return make(Map.of("label", "test", "scopes", List.of(scopes), "clinicId", clinic));
    }

    public static TestKey limited(int perSecond, int perMinute, String... scopes) {
        return make(Map.of(
                "label",
                "test",
                "scopes",
                List.of(scopes),
                "limits",
                Map.of("perSecond", perSecond, "perMinute", perMinute)));
    }

    public static TestKey make(Map<String, ?> request) {
        Response response = create(admin(), request);
        response.then().statusCode(201);
        return new TestKey(
                response.jsonPath().getString("id"), response.jsonPath().getString("key"));
    }

    public static Response create(String key, Map<String, ?> request) {
        return using(key)
                .contentType("application/json")
                .body(new HashMap<>(request))
                .post("/v1/keys");
    }

    public static Response disable(TestKey key) {
        return using(admin()).post("/v1/keys/" + key.id() + "/disable");
    }

    public static Response enable(TestKey key) {
        return using(admin()).post("/v1/keys/" + key.id() + "/enable");
    }

    public static RequestSpecification using(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    public static RequestSpecification using(TestKey key) {
        return using(key.text());
    }
}
