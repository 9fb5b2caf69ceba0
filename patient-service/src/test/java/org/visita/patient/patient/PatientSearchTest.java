package org.visita.patient.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.kit.testing.Tokens;
import org.visita.patient.Servers;

@QuarkusTest
class PatientSearchTest implements Servers {

    @Test
    void finds_by_identifier() {
        Map<String, Object> person = People.thandi();
        String id = PatientApi.created(person);
        PatientApi.created(People.thandi());

        assertThat(found("identifier", People.identifierOf(person))).containsExactly(id);
        assertThat(found("identifier", People.NATIONAL_ID + "|nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Müller-Łoś,   muller łoś",
        "O’Brien,      O'BRIEN",
        "Groß,         gross",
        "van der Merwe, Vandermerwe",
        "Nguyễn,       NGUYEN",
        "राव,           राव",
    })
    void finds_a_name_however_it_is_spelt(String stored, String asked) {
        String born = "1971-0%d-15".formatted(stored.length() % 9 + 1);
        Map<String, Object> person = People.thandiWith("familyName", stored);
        person.put("birthDate", born);
        String id = PatientApi.created(person);

        assertThat(found("familyName", asked, "birthDate", born)).containsExactly(id);
        assertThat(found("familyName", asked, "birthDate", "1971-12-31")).isEmpty();
        assertThat(found("familyName", "Somebody", "birthDate", born)).doesNotContain(id);
    }

    @Test
    void finds_by_phone_and_email_however_they_are_written() {
        Map<String, Object> person = People.thandiWith("phone", "+27 (82) 555-0199");
        person.put("email", "Unique.Address@Example.org");
        String id = PatientApi.created(person);

        assertThat(found("phone", "0027825550199")).containsExactly(id);
        assertThat(found("phone", "+27825550199", "email", "unique.address@example.ORG"))
                .containsExactly(id);
        assertThat(found("phone", "+27825550199", "email", "thandi@example.org"))
                .isEmpty();
    }

    @Test
    void follows_a_change() {
        Map<String, Object> person = People.thandiWith("phone", "+1 555 0001");
        String id = PatientApi.created(person);
        person.put("phone", "+1 555 0002");
        PatientApi.put(id, "\"1\"", person).then().statusCode(200);

        assertThat(found("phone", "+1 555 0001")).isEmpty();
        assertThat(found("phone", "+1 555 0002")).containsExactly(id);
        assertThat(found("identifier", People.identifierOf(person))).containsExactly(id);
    }

    @Test
    void does_not_see_another_clinic() {
        Map<String, Object> person = People.thandi();
        String here = PatientApi.created(person);
        String there = PatientApi.writerOf(Tokens.OTHER_CLINIC)
                .body(person)
                .post("/v1/patients")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(found("identifier", People.identifierOf(person)))
                .containsExactly(here)
                .doesNotContain(there);
    }

    @Test
    void pages_without_gap_or_repetition_while_others_are_registered() {
        String clinic = "clinic-" + UUID.randomUUID();
        List<String> registered = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            registered.add(PatientApi.createdIn(clinic));
        }

        List<String> seen = new ArrayList<>();
        String next = "/v1/patients?limit=2";
        while (next != null) {
            Response page =
                    PatientApi.readerOf(clinic).urlEncodingEnabled(false).get(next);
            seen.addAll(page.jsonPath().getList("items.id"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.path("next") == null);
            next = link == null ? null : link.replaceAll("^<(.*)>; rel=\"next\"$", "$1");
            if (seen.size() < 5) {
                registered.add(PatientApi.createdIn(clinic));
            }
        }

        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
        assertThat(seen).isEqualTo(registered);
    }

    @ParameterizedTest
    @CsvSource({
        "familyName,  Ndlovu,     ?birthDate",
        "birthDate,   1990-01-01, ?familyName",
        "identifier,  no-bar,     ?identifier",
        "identifier,  |value,     ?identifier",
        "identifier,  system|,    ?identifier",
        "limit,       0,          ?limit",
        "limit,       101,        ?limit",
        "cursor,      ***,        ?cursor",
        "cursor,      bm8,        ?cursor",
        "surname,     Ndlovu,     ?surname",
    })
    void refuses_a_search_that_it_does_not_understand(String name, String value, String pointer) {
        PatientApi.reader()
                .queryParam(name, value)
                .get("/v1/patients")
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("invalid-request"))
                .body("errors[0].pointer", startsWith(pointer))
                .body("instance", equalTo("/v1/patients"));
    }

    @Test
    void refuses_a_birth_date_that_is_none() {
        PatientApi.reader()
                .queryParam("familyName", "Ndlovu")
                .queryParam("birthDate", "1990-02-30")
                .get("/v1/patients")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?birthDate"));
    }

    private static List<String> found(String name, String value, Object... more) {
        return PatientApi.reader()
                .queryParam(name, value)
                .queryParams(pairs(more))
                .get("/v1/patients")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private static Map<String, Object> pairs(Object... more) {
        return more.length == 0 ? Map.of() : Map.of((String) more[0], more[1]);
    }
}
