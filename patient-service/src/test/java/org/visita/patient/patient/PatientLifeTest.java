package org.visita.patient.patient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.kit.testing.Tokens;
import org.visita.patient.Servers;

@QuarkusTest
class PatientLifeTest implements Servers {

    @Test
    void a_patient_is_registered_and_read_back() {
        Map<String, Object> person = People.thandi();

        Response created = PatientApi.post(person);

        String id = created.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("version", equalTo(1))
                .extract()
                .path("id");
        assertThat(created.header("Location")).endsWith("/v1/patients/" + id);
        PatientApi.get(id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id))
                .body("givenName", equalTo("Thandi"))
                .body("familyName", equalTo("Ndlovu"))
                .body("birthDate", equalTo("1990-02-28"))
                .body("gender", equalTo("female"))
                .body("phone", equalTo("+27 82 555 0100"))
                .body("email", equalTo("Thandi@Example.org"))
                .body("language", equalTo("zu-ZA"))
                .body("identifiers", hasSize(1));
    }

    @Test
    void only_what_is_needed_is_enough() {
        Map<String, Object> person =
                Map.of("givenName", "Ada", "familyName", "Okoye", "birthDate", "2001-01-01", "gender", "unknown");

        Response created = PatientApi.post(person);

        created.then().statusCode(201).body("identifiers", hasSize(0));
        assertThat(created.jsonPath().getMap("")).doesNotContainKeys("phone", "email", "language");
    }

    @Test
    void a_change_replaces_what_was_known() {
        String id = PatientApi.created(People.thandi());
        Map<String, Object> married = People.thandiWith("familyName", "Mokoena");
        married.remove("phone");

        PatientApi.put(id, "\"1\"", married)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2))
                .body("familyName", equalTo("Mokoena"));

        Response found = PatientApi.get(id);
        found.then().body("familyName", equalTo("Mokoena")).body("version", equalTo(2));
        assertThat(found.jsonPath().getMap("")).doesNotContainKey("phone");
    }

    @Test
    void a_change_of_what_has_changed_meanwhile_is_refused() {
        String id = PatientApi.created(People.thandi());
        PatientApi.put(id, "\"1\"", People.thandi()).then().statusCode(200);

        PatientApi.put(id, "\"1\"", People.thandi()).then().statusCode(412).body("code", equalTo("stale-version"));
    }

    @Test
    void a_change_that_is_blind_is_refused() {
        String id = PatientApi.created(People.thandi());

        PatientApi.writer()
                .body(People.thandi())
                .put("/v1/patients/{id}", id)
                .then()
                .statusCode(428)
                .body("code", equalTo("precondition-required"));
    }

    @Test
    void ehr_sync_reads_one_person_and_no_list() {
        String id = PatientApi.created(People.thandi());
        String ehrSync = Tokens.with("patients:identify");

        given().auth().oauth2(ehrSync).get("/v1/patients/{id}", id).then().statusCode(200);
        given().auth().oauth2(ehrSync).get("/v1/patients").then().statusCode(403);
    }
}
