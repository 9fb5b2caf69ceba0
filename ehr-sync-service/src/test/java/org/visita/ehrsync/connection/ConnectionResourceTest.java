package org.visita.ehrsync.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.ehrsync.testing.ComponentTest;

@QuarkusTest
class ConnectionResourceTest extends ComponentTest {

    @Test
    void is_created_active_and_read_back() {
        clinic.connect();

        Response one = clinic.asking().get("/v1/connections/" + clinic.connection());

        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.header("ETag")).isEqualTo("\"1\"");
        assertThat(one.jsonPath().getString("status")).isEqualTo("active");
        assertThat(one.jsonPath().getString("circuit")).isEqualTo("closed");
        assertThat(one.jsonPath().getString("baseUrl")).isEqualTo(clinic.ehr.baseUrl());
        assertThat(clinic.asking().get("/v1/connections").jsonPath().getList("items.id"))
                .containsExactly(clinic.connection());
    }

    @Test
    void a_clinic_has_several_of_different_names() {
        clinic.connect();

        Response second = create("Another", clinic.ehr.baseUrl(), null);
        Response third = create("another", clinic.ehr.baseUrl(), null);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(third.statusCode()).isEqualTo(409);
        assertThat(third.jsonPath().getString("code")).isEqualTo("connection-exists");
        clinic.act("/v1/connections/" + second.jsonPath().getString("id") + "/pause", 200);
    }

    @Test
    void the_same_request_twice_creates_one() {
        String key = UUID.randomUUID().toString();
        Response first = create("The EHR", clinic.ehr.baseUrl(), key);
        Response second = create("The EHR", clinic.ehr.baseUrl(), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("Location")).endsWith(first.jsonPath().getString("id"));
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @Test
    void refuses_what_is_no_address_and_stores_nothing() {
        Response refused = create("", "ftp://ehr", null);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.pointer")).containsExactlyInAnyOrder("/name", "/baseUrl");
        assertThat(clinic.asking().get("/v1/connections").jsonPath().getList("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"name\":1}", "{\"name\":\"a\",\"secret\":\"b\"}", "{"})
    void refuses_a_body_that_is_not_one(String body) {
        Response refused = clinic.asking().body(body).post("/v1/connections");

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("invalid-request");
    }

    @Test
    void changes_only_with_the_version_that_was_read() {
        clinic.connect();
        Map<String, String> renamed = Map.of("name", "Renamed", "baseUrl", clinic.ehr.baseUrl());
        String path = "/v1/connections/" + clinic.connection();

        assertThat(clinic.asking().body(renamed).put(path).statusCode()).isEqualTo(428);
        assertThat(clinic.asking()
                        .header("If-Match", "\"7\"")
                        .body(renamed)
                        .put(path)
                        .statusCode())
                .isEqualTo(412);
        Response changed =
                clinic.asking().header("If-Match", "\"1\"").body(renamed).put(path);

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.jsonPath().getString("name")).isEqualTo("Renamed");
    }

    @Test
    void pauses_and_resumes_once() {
        clinic.connect();
        String path = "/v1/connections/" + clinic.connection();

        clinic.pause();
        assertThat(clinic.act(path + "/pause", 200).jsonPath().getInt("version"))
                .isEqualTo(2);
        assertThat(clinic.connectionField("pausedReason")).isEqualTo("operator");
        clinic.resume();

        assertThat(clinic.connectionField("status")).isEqualTo("active");
        assertThat(clinic.connectionField("pausedReason")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?cursor=%25", "?cursor=bm8tdXVpZA", "?colour=red"})
    void refuses_a_page_that_is_none(String query) {
        for (String path : new String[] {"/v1/connections", "/v1/dead-letters"}) {
            assertThat(clinic.asking().get(path + query).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void is_not_found_under_an_id_that_is_none() {
        assertThat(clinic.asking().get("/v1/connections/not-an-id").statusCode())
                .isEqualTo(404);
    }

    private Response create(String name, String baseUrl, String key) {
        var request = clinic.asking().body(Map.of("name", name, "baseUrl", baseUrl));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/v1/connections");
    }
}
