package org.visita.patient.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.kit.testing.Tokens;
import org.visita.patient.Rows;
import org.visita.patient.Servers;

@QuarkusTest
class PatientRefusalsTest implements Servers {

    private static final String LONG = "x".repeat(101);
    private static final Map<String, String> ID = Map.of("system", "urn:oid:1.2.3", "value", "7");

    @Inject
    AgroalDataSource database;

    static Stream<Arguments> wrongFields() {
        LocalDate nextWeek = LocalDate.now(ZoneOffset.UTC).plusDays(7);
        return Stream.of(
                Arguments.of("givenName", null, "/givenName"),
                Arguments.of("givenName", "   ", "/givenName"),
                Arguments.of("givenName", LONG, "/givenName"),
                Arguments.of("givenName", "a\u0000b", "/givenName"),
                Arguments.of("givenName", 5, "/givenName"),
                Arguments.of("familyName", List.of("Ndlovu"), "/familyName"),
                Arguments.of("familyName", LONG, "/familyName"),
                Arguments.of("birthDate", null, "/birthDate"),
                Arguments.of("birthDate", nextWeek.toString(), "/birthDate"),
                Arguments.of("birthDate", "1990-02-30", "/birthDate"),
                Arguments.of("birthDate", "1990-2-3", "/birthDate"),
                Arguments.of("birthDate", "1990-02-03T00:00:00Z", "/birthDate"),
                Arguments.of("birthDate", "0199-02-03", "/birthDate"),
                Arguments.of("birthDate", List.of(1990, 2, 3), "/birthDate"),
                Arguments.of("birthDate", 19900203, "/birthDate"),
                Arguments.of("gender", null, "/gender"),
                Arguments.of("gender", "FEMALE", "/gender"),
                Arguments.of("gender", 1, "/gender"),
                Arguments.of("phone", "call me", "/phone"),
                Arguments.of("phone", "12", "/phone"),
                Arguments.of("phone", "1".repeat(30), "/phone"),
                Arguments.of("email", "no-at.example.org", "/email"),
                Arguments.of("email", "two@@example.org", "/email"),
                Arguments.of("email", "a@b", "/email"),
                Arguments.of("email", "a b@example.org", "/email"),
                Arguments.of("email", "a@" + "b".repeat(250) + ".org", "/email"),
                Arguments.of("language", "isiZulu (South Africa)", "/language"),
                Arguments.of("identifiers", "none", "/identifiers"),
                Arguments.of("identifiers", Collections.singletonList(null), "/identifiers/0"),
                Arguments.of("identifiers", List.of(ID, ID), "/identifiers/1"),
                Arguments.of("identifiers", List.of(Map.of("system", "nhs", "value", "7")), "/identifiers/0/system"),
                Arguments.of("identifiers", List.of(Map.of("system", "urn:oid:1.2.3")), "/identifiers/0/value"),
                Arguments.of("identifiers", List.of(Map.of("system", "urn:x:y", "value", 7)), "/identifiers/0/value"),
                Arguments.of("identifiers", List.of(Map.of("sytem", "urn:x:y")), "/identifiers/0/sytem"),
                Arguments.of("identifiers", manyIdentifiers(21), "/identifiers"),
                Arguments.of("id", "018f0000-0000-7000-8000-000000000000", "/id"),
                Arguments.of("nickname", "Tee", "/nickname"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void refuses_a_wrong_field_and_says_where(String field, Object value, String pointer) throws SQLException {
        long before = Rows.count(database, "patient");

        Response refused = PatientApi.post(People.thandiWith(field, value));

        refused.then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("invalid-request"))
                .body("errors[0].pointer", equalTo(pointer))
                .body("traceId", notNullValue());
        if (value instanceof String text && !text.isBlank() && text.length() > 4) {
            assertThat(refused.asString()).doesNotContain(text);
        }
        assertThat(Rows.count(database, "patient")).isEqualTo(before);
    }

    @Test
    void tells_all_errors_at_once() {
        Map<String, Object> person = People.thandiWith("givenName", "");
        person.put("phone", "?");
        person.remove("gender");

        List<String> pointers =
                PatientApi.post(person).then().statusCode(400).extract().path("errors.pointer");

        assertThat(pointers).containsExactly("/givenName", "/gender", "/phone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "\"Thandi\"",
                "{\"givenName\": \"Thandi\",}",
                "{\"givenName\": \"A\", \"givenName\": \"B\"}",
                "{} {}"
            })
    void refuses_a_body_that_is_no_patient(String body) {
        PatientApi.post(body)
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("invalid-request"));
    }

    @Test
    void refuses_a_body_that_is_too_large() {
        PatientApi.post("{\"givenName\": \"" + "x".repeat(300_000) + "\"}")
                .then()
                .statusCode(413)
                .body("code", equalTo("too-large"));
    }

    @Test
    void refuses_a_body_that_is_too_large_and_does_not_say_so() {
        byte[] large = ("{\"givenName\": \"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        PatientApi.writer()
                .body(new ByteArrayInputStream(large))
                .post("/v1/patients")
                .then()
                .statusCode(413)
                .body("code", equalTo("too-large"));
    }

    @Test
    void refuses_another_media_type() {
        PatientApi.writer()
                .contentType("text/plain")
                .body("Thandi")
                .post("/v1/patients")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported-media-type"));
    }

    @Test
    void knows_no_other_address() {
        PatientApi.reader()
                .get("/v1/patients/018f0000-0000-7000-8000-000000000000/friends")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        PatientApi.reader().get("/v2/patients").then().statusCode(404);
    }

    @Test
    void refuses_another_method() {
        PatientApi.writer().delete("/v1/patients").then().statusCode(405).body("code", equalTo("method-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"018f0000-0000-7000-8000-000000000000", "no-id", "018F0000-0000-7000-8000-000000000000"})
    void does_not_know_an_id_that_nobody_has(String id) {
        PatientApi.get(id).then().statusCode(404).body("code", equalTo("not-found"));
        PatientApi.put(id, "\"1\"", People.thandi()).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void refuses_an_identifier_that_another_patient_has() {
        Map<String, Object> first = People.thandi();
        PatientApi.created(first);
        Map<String, Object> second = People.thandi();
        String secondId = PatientApi.created(second);

        PatientApi.post(first).then().statusCode(409).body("code", equalTo("identifier-taken"));
        PatientApi.put(secondId, "\"1\"", first).then().statusCode(409).body("code", equalTo("identifier-taken"));
        PatientApi.get(secondId).then().body("version", equalTo(1));
    }

    @Test
    void lets_another_clinic_have_the_same_identifier() {
        Map<String, Object> person = People.thandi();
        PatientApi.created(person);

        PatientApi.writerOf(Tokens.OTHER_CLINIC)
                .body(person)
                .post("/v1/patients")
                .then()
                .statusCode(201);
    }

    private static List<Map<String, String>> manyIdentifiers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Map.of("system", "urn:oid:1.2.3", "value", "many-" + i))
                .toList();
    }
}
