package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.Desk.with;
import static org.visita.availability.WholeCatalog.everyDay;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a thing has to keep in the light of the rest of the catalog. */
@AvailabilityTest
class CatalogRuleTest {

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2027-03-28, 02:30, 05:00, /windows/1/start",
        "Europe/Berlin, 2027-03-28, 02:00, 05:00, /windows/1/start",
        "Europe/Berlin, 2027-03-27, 22:00, 02:30, /windows/1/end",
        "America/Santiago, 2026-09-06, 00:00, 05:00, /windows/1/start",
        "Australia/Lord_Howe, 2026-10-04, 02:15, 05:00, /windows/1/start",
    })
    void an_override_that_names_a_time_which_the_clocks_skip_is_refused(
            String zone, String date, String start, String end, String pointer) {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        desk.put(catalog.at("/v1/locations"), 1, Map.of("name", "A", "zone", zone));
        Map<String, Object> body = new HashMap<>(catalog.body("/v1/overrides"));
        body.put("date", date);
        body.put("windows", List.of(window("12:00", "13:00"), window(start, end)));
        for (String path : List.of("/v1/overrides", "/v1/overrides?dryRun=true")) {
            desk.post(path, body)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("nonexistent-local-time"))
                    .body("errors.pointer", equalTo(List.of(pointer)));
        }
        desk.put(catalog.at("/v1/overrides"), 1, body).then().statusCode(422);
        desk.get(catalog.at("/v1/overrides")).then().body("version", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28, 03:00, 05:00",
        "2027-03-28, 20:00, 24:00",
        "2027-03-28, 01:59, 03:00",
        "2027-10-31, 02:30, 03:00",
        "2027-03-27, 22:00, 01:30"
    })
    void an_override_that_names_times_which_come_is_taken(String date, String start, String end) {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Map<String, Object> body = new HashMap<>(catalog.body("/v1/overrides"));
        body.put("date", date);
        body.put("windows", List.of(window(start, end)));
        catalog.desk().post("/v1/overrides", body).then().statusCode(201);
    }

    @Test
    void a_new_zone_that_skips_the_times_of_overrides_is_taken_and_names_them() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        desk.put(catalog.at("/v1/locations"), 1, Map.of("name", "A", "zone", "UTC"))
                .then()
                .body("nonexistentTimes", equalTo(null));
        Map<String, Object> body = new HashMap<>(catalog.body("/v1/overrides"));
        body.put("windows", List.of(window("02:30", "05:00")));
        String later = desk.create("/v1/overrides", with(body, "date", "2028-03-26"));
        String sooner = desk.create("/v1/overrides", with(body, "date", "2027-03-28"));
        desk.create("/v1/overrides", with(body, "date", "2027-03-29"));

        Map<String, String> moved = Map.of("name", "A", "zone", "Europe/Berlin");
        Response trial = desk.put(catalog.at("/v1/locations") + "?dryRun=true", 2, moved);
        Response made = desk.put(catalog.at("/v1/locations"), 2, moved);
        made.then().statusCode(200);
        List<Map<String, String>> told = made.path("nonexistentTimes");
        assertThat(told)
                .containsExactly(
                        Map.of("overrideId", sooner, "date", "2027-03-28"),
                        Map.of("overrideId", later, "date", "2028-03-26"));
        assertThat(trial.<List<Map<String, String>>>path("nonexistentTimes")).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            PT30M   | -      | PT0M  | 201 | -
            PT2H    | -      | PT0M  | 201 | -
            PT2H1M  | -      | PT0M  | 400 | /duration
            PT1H30M | -      | PT31M | 400 | /duration
            PT30M   | PT2H   | PT0M  | 201 | -
            PT30M   | PT2H1M | PT0M  | 400 | /slotInterval
            """)
    void a_visit_type_that_fits_no_hours_of_those_who_offer_it_is_refused(
            String duration, String interval, String buffer, int status, String pointer) {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Map<String, Object> body = new HashMap<>(catalog.body("/v1/visit-types"));
        body.put("duration", duration);
        body.put("bufferAfter", buffer);
        if (interval != null) {
            body.put("slotInterval", interval);
        }
        Response answer = catalog.desk().post("/v1/visit-types", body);
        answer.then().statusCode(status);
        int replaced = catalog.desk()
                .put(catalog.at("/v1/visit-types") + "?dryRun=true", 1, body)
                .statusCode();
        assertThat(replaced).isEqualTo(status == 201 ? 200 : status);
        if (pointer != null) {
            answer.then().body("code", equalTo("invalid-request")).body("errors.pointer", equalTo(List.of(pointer)));
        }
    }

    @Test
    void a_variant_that_fits_no_hours_is_refused_and_one_for_whom_nobody_works_yet_is_not() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        Map<String, Object> body = with(
                catalog.body("/v1/visit-types"),
                "variants",
                List.of(Map.of("patient", "new", "duration", "PT3H", "slotInterval", "PT4H")));
        desk.post("/v1/visit-types", body)
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/variants/0/duration", "/variants/0/slotInterval")));
        String nobody = desk.create("/v1/practitioners", Map.of("name", "New here"));
        desk.create("/v1/visit-types", with(body, "practitionerIds", List.of(nobody)));
        desk.put(
                        catalog.at("/v1/schedules"),
                        1,
                        with(catalog.body("/v1/schedules"), "windows", everyDay("08:00", "12:00")))
                .then()
                .statusCode(200);
        desk.create("/v1/visit-types", body);
    }

    @Test
    void a_visit_type_keeps_what_only_this_service_needs() {
        Desk desk = Desk.ofNewClinic();
        Map<String, Object> body = Map.of(
                "name",
                "Group",
                "duration",
                "PT1H",
                "modality",
                "either",
                "seats",
                12,
                "limits",
                Map.of("perDay", 2, "perWeek", 5),
                "patients",
                "returning",
                "variants",
                List.of(Map.of("patient", "returning", "duration", "PT45M")),
                "questions",
                List.of(
                        Map.of("key", "fasting", "text", "Did you eat?", "kind", "boolean", "required", true),
                        Map.of("key", "side", "text", "Which?", "kind", "choice", "choices", List.of("l", "r"))),
                "instructions",
                "Come ten minutes early.",
                "codes",
                List.of(Map.of("system", "http://snomed.info/sct", "code", "11429006")));
        Response read = desk.get("/v1/visit-types/" + desk.create("/v1/visit-types", body));
        read.then()
                .body("seats", equalTo(12))
                .body("limits.perWeek", equalTo(5))
                .body("patients", equalTo("returning"))
                .body("variants[0].duration", equalTo("PT45M"))
                .body("questions[0].required", equalTo(true))
                .body("questions[1].choices", equalTo(List.of("l", "r")))
                .body("instructions", equalTo("Come ten minutes early."))
                .body("codes[0].code", equalTo("11429006"))
                .body("equipmentTypes", equalTo(List.of()));
    }

    private static Map<String, String> window(String start, String end) {
        return Map.of("start", start, "end", end);
    }
}
