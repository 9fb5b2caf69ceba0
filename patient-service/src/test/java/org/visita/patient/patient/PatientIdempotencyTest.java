package org.visita.patient.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.visita.patient.Rows;
import org.visita.patient.Servers;

@QuarkusTest
class PatientIdempotencyTest implements Servers {

    @Inject
    AgroalDataSource database;

    @Test
    void the_same_request_again_gets_the_first_answer_again() throws SQLException {
        String key = UUID.randomUUID().toString();
        Map<String, Object> person = People.thandi();
        Response first = PatientApi.postOnce(key, person);
        long before = Rows.count(database, "patient");

        Response second = PatientApi.postOnce(key, person);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo("\"1\"");
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(Rows.count(database, "patient")).isEqualTo(before);
    }

    @Test
    void the_same_key_with_another_request_is_refused() {
        String key = UUID.randomUUID().toString();
        PatientApi.postOnce(key, People.thandi()).then().statusCode(201);

        PatientApi.postOnce(key, People.thandiWith("givenName", "Sipho"))
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void a_refusal_is_not_remembered() {
        String key = UUID.randomUUID().toString();
        PatientApi.postOnce(key, People.thandiWith("phone", "none")).then().statusCode(400);

        PatientApi.postOnce(key, People.thandi()).then().statusCode(201);
    }

    @Test
    void ten_at_once_with_one_key_register_one_patient() throws Exception {
        String key = UUID.randomUUID().toString();
        Map<String, Object> person = People.thandi();
        person.remove("identifiers");
        person.put("phone", "+27 11 555 7788");

        List<Response> answers = atOnce(10, () -> PatientApi.postOnce(key, person));

        assertThat(answers).extracting(Response::statusCode).contains(201);
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(201, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("request-in-progress"));
        List<String> found = PatientApi.reader()
                .queryParam("phone", "+27 11 555 7788")
                .get("/v1/patients")
                .path("items.id");
        assertThat(found).hasSize(1);
        assertThat(PatientApi.postOnce(key, person).<String>path("id")).isEqualTo(found.getFirst());
    }

    @Test
    void ten_at_once_with_one_identifier_register_one_patient() throws Exception {
        Map<String, Object> person = People.thandi();

        List<Response> answers = atOnce(10, () -> PatientApi.post(person));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    }

    private static List<Response> atOnce(int times, Callable<Response> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : threads.invokeAll(Collections.nCopies(times, call))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
