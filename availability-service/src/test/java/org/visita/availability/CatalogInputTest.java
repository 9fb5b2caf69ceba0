package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.visita.availability.Requests.clinic;
import static org.visita.availability.Requests.create;
import static org.visita.availability.Requests.post;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.kit.testing.Tokens;

/** Whatever is wrong with a request is said with its place, all of it at once, and nothing is kept. */
@AvailabilityTest
class CatalogInputTest {

    private static final Map<String, String> LOCATION = Map.of("name", "Harbour", "zone", "Europe/Berlin");
    private static final String ID = "018f0000-0000-7000-8000-000000000000";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/locations     | {"name":"A","zone":"Mars/Olympus"}                          | /zone
            /v1/locations     | {"name":"A","zone":"+02:00"}                                | /zone
            /v1/locations     | {"name":"","zone":"Europe/Berlin"}                          | /name
            /v1/locations     | {"name":5,"zone":"Europe/Berlin"}                           | /name
            /v1/locations     | {"name":"A","zone":"Europe/Berlin","colour":"red"}          | /colour
            /v1/locations     | {"name":"A","zone":"Europe/Berlin","identifiers":[null]}    | /identifiers/0
            /v1/locations     | {"name":"A","zone":"Europe/Berlin","openingHours":[null]}   | /openingHours/0
            /v1/locations     | {"name":"A\\u0000","zone":"Europe/Berlin"}                   | /name
            /v1/locations     | []                                                          | ''
            /v1/locations     | {"name":                                                    | ''
            /v1/rooms         | {"name":"A","locationId":"x"}                               | /locationId
            /v1/rooms         | {"name":"A"}                                                | /locationId
            /v1/equipment     | {"name":"A","locationId":"ID","type":"Ultra Sound"}         | /type
            /v1/equipment     | {"name":"A","locationId":"ID"}                              | /type
            /v1/practitioners | {"name":"A","languages":["not a tag"]}                      | /languages/0
            /v1/practitioners | {"name":"A","specialties":[""]}                             | /specialties/0
            /v1/practitioners | {"name":"A","identifiers":[{"system":"s","value":"1"},{"system":"s","value":"2"}]} | /identifiers/1/system
            /v1/visit-types   | {"name":"A"}                                                | /duration
            /v1/visit-types   | {"name":"A","duration":"PT0S"}                              | /duration
            /v1/visit-types   | {"name":"A","duration":"PT30S"}                             | /duration
            /v1/visit-types   | {"name":"A","duration":"-PT30M"}                            | /duration
            /v1/visit-types   | {"name":"A","duration":"PT24H1M"}                           | /duration
            /v1/visit-types   | {"name":"A","duration":"half an hour"}                      | /duration
            /v1/visit-types   | {"name":"A","duration":1800}                                | /duration
            /v1/visit-types   | {"name":"A","duration":"PT30M","bufferAfter":"-PT5M"}       | /bufferAfter
            /v1/visit-types   | {"name":"A","duration":"PT30M","bufferBefore":"PT5.5S"}     | /bufferBefore
            /v1/visit-types   | {"name":"A","duration":"PT30M","slotInterval":"PT0S"}       | /slotInterval
            /v1/visit-types   | {"name":"A","duration":"PT30M","notice":"P2D","horizon":"P1D"} | /horizon
            /v1/visit-types   | {"name":"A","duration":"PT30M","modality":"IN_PERSON"}      | /modality
            /v1/visit-types   | {"name":"A","duration":"PT30M","requiresConfirmation":"sure"} | /requiresConfirmation
            /v1/visit-types   | {"name":"A","duration":"PT30M","seats":0}                   | /seats
            /v1/visit-types   | {"name":"A","duration":"PT30M","seats":1001}                | /seats
            /v1/visit-types   | {"name":"A","duration":"PT30M","seats":1.5}                 | /seats
            /v1/visit-types   | {"name":"A","duration":"PT30M","limits":{"perDay":0}}       | /limits/perDay
            /v1/visit-types   | {"name":"A","duration":"PT30M","limits":{"perWeek":-1}}     | /limits/perWeek
            /v1/visit-types   | {"name":"A","duration":"PT30M","limits":{"perYear":1}}      | /limits/perYear
            /v1/visit-types   | {"name":"A","duration":"PT30M","equipmentTypes":["a","b","a"]} | /equipmentTypes/2
            /v1/visit-types   | {"name":"A","duration":"PT30M","equipmentTypes":["a","b","c","d","e","f","g","h","i","j","k"]} | /equipmentTypes
            /v1/visit-types   | {"name":"A","duration":"PT30M","patients":"old"}            | /patients
            /v1/visit-types   | {"name":"A","duration":"PT30M","variants":[{"patient":"any"}]} | /variants/0/patient
            /v1/visit-types   | {"name":"A","duration":"PT30M","variants":[{"patient":"new"},{"patient":"new"}]} | /variants/1/patient
            /v1/visit-types   | {"name":"A","duration":"PT30M","variants":[{"patient":"new","bufferAfter":"-PT1M"}]} | /variants/0/bufferAfter
            /v1/visit-types   | {"name":"A","duration":"PT30M","questions":[{"key":"a","text":"?","kind":"essay"}]} | /questions/0/kind
            /v1/visit-types   | {"name":"A","duration":"PT30M","questions":[{"key":"a","text":"?","kind":"choice","choices":["x"]}]} | /questions/0/choices
            /v1/visit-types   | {"name":"A","duration":"PT30M","questions":[{"key":"a","text":"?","kind":"text","choices":["x","y"]}]} | /questions/0/choices
            /v1/visit-types   | {"name":"A","duration":"PT30M","questions":[{"key":"a","text":"?","kind":"date"},{"key":"a","text":"?","kind":"date"}]} | /questions/1/key
            /v1/visit-types   | {"name":"A","duration":"PT30M","questions":[{"key":"A!","text":"?","kind":"date"}]} | /questions/0/key
            /v1/visit-types   | {"name":"A","duration":"PT30M","codes":[{"system":"s"}]}    | /codes/0/code
            /v1/visit-types   | {"name":"A","duration":"PT30M","serviceType":{"code":"1"}}  | /serviceType/system
            /v1/visit-types   | {"name":"A","duration":"PT30M","instructions":" "}          | /instructions
            /v1/visit-types   | {"name":"A","duration":"PT30M","practitionerIds":[null]}    | /practitionerIds/0
            /v1/schedules     | {"practitionerId":"ID","locationId":"ID"}                   | /windows
            /v1/schedules     | {"practitionerId":"ID","locationId":"ID","validFrom":"2027-01-02","validTo":"2027-01-01","windows":[{"day":"MONDAY","start":"08:00","end":"09:00"}]} | /validTo
            /v1/schedules     | {"practitionerId":"ID","locationId":"ID","validFrom":"soon"} | /validFrom
            /v1/schedules     | {"practitionerId":"ID","locationId":"ID","modality":"phone"} | /modality
            /v1/schedules     | {"practitionerId":"ID","locationId":"ID","windows":[{"day":"FUNDAY","start":"08:00","end":"09:00"}]} | /windows/0/day
            /v1/schedules     | {"practitionerId":"ID","locationId":"ID","windows":[{"day":"MONDAY","start":"24:00","end":"09:00"}]} | /windows/0/start
            /v1/schedules     | {"practitionerId":"ID","locationId":"ID","windows":[{"day":"MONDAY","start":"08:00","end":"9"}]} | /windows/0/end
            /v1/overrides     | {"practitionerId":"ID","locationId":"ID"}                   | /date
            /v1/overrides     | {"practitionerId":"ID","locationId":"ID","date":"2027-02-29"} | /date
            /v1/overrides     | {"practitionerId":"ID","locationId":"ID","date":"1027-02-28"} | /date
            /v1/overrides     | {"practitionerId":"ID","locationId":"ID","date":"2027-02-28","windows":[{"start":"08:00","end":"10:00"},{"start":"09:59","end":"11:00"}]} | /windows/1
            /v1/overrides     | {"practitionerId":"ID","locationId":"ID","date":"2027-02-28","windows":[{"start":"8","end":"10:00"}]} | /windows/0/start
            /v1/time-off      | {"practitionerId":"ID","start":"2027-02-28T10:00:00Z"}      | /end
            /v1/time-off      | {"practitionerId":"ID","start":"2027-02-28T10:00:00"}       | /start
            /v1/time-off      | {"practitionerId":"ID","start":"2027-02-28T10:00:00Z","end":"2027-02-28T11:00:00+01:00"} | /end
            /v1/time-off      | {"practitionerId":"ID","start":"2027-02-28T10:00:00Z","end":"2028-03-01T10:00:01Z"} | /end
            /v1/time-off      | {"practitionerId":"ID","start":"0001-02-28T10:00:00Z","end":"0001-03-01T10:00:00Z"} | /start
            /v1/time-off      | {"practitionerId":"ID","reason":"ill"}                      | /reason
            /v1/holidays      | {"name":"A"}                                                | /firstDate
            /v1/holidays      | {"name":"A","firstDate":"2027-02-28","lastDate":"2027-02-27"} | /lastDate
            /v1/holidays      | {"name":"A","firstDate":"2027-02-28","lastDate":"2028-03-02"} | /lastDate
            /v1/holidays      | {"name":"A","firstDate":"+999999999-12-31"}                 | /firstDate
            /v1/holidays      | {"name":"A","firstDate":"2027-02-28","locationIds":["x"]}   | /locationIds/0
            """)
    void bad_input_is_refused_with_its_place(String path, String body, String pointer) {
        clinic().body(body.replace("\"ID\"", '"' + ID + '"'))
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"))
                .body("traceId", notNullValue())
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        post(
                        "/v1/visit-types",
                        Map.of(
                                "name", "x".repeat(201),
                                "duration", "PT0S",
                                "bufferBefore", "-PT1M",
                                "modality", "phone",
                                "practitionerIds", List.of("x", ID),
                                "questions", Collections.nCopies(51, Map.of("key", "a", "text", "?", "kind", "text")),
                                "instructions", "x".repeat(4001)))
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/name"))
                .body("errors.pointer", hasItem("/duration"))
                .body("errors.pointer", hasItem("/bufferBefore"))
                .body("errors.pointer", hasItem("/modality"))
                .body("errors.pointer", hasItem("/practitionerIds/0"))
                .body("errors.pointer", hasItem("/questions"))
                .body("errors.pointer", hasItem("/instructions"));
    }

    @ParameterizedTest
    @CsvSource({
        "MONDAY 08:00 12:00, MONDAY 11:59 13:00, overlaps",
        "MONDAY 08:00 12:00, MONDAY 08:00 12:00, overlaps",
        "MONDAY 22:00 06:00, TUESDAY 05:00 12:00, overlaps",
        "SUNDAY 22:00 06:00, MONDAY 05:00 12:00, overlaps",
        "MONDAY 05:00 12:00, SUNDAY 22:00 06:00, overlaps",
        "WEDNESDAY 08:00 08:00, THURSDAY 07:00 09:00, overlaps",
        "MONDAY 08:00 12:00, MONDAY 12:00 13:00, adjoins",
        "MONDAY 22:00 06:00, TUESDAY 06:00 12:00, adjoins",
        "SUNDAY 20:00 24:00, MONDAY 00:00 08:00, adjoins",
        "WEDNESDAY 08:00 08:00, THURSDAY 08:00 08:00, adjoins",
        "MONDAY 08:00 12:00, TUESDAY 08:00 12:00, stays apart"
    })
    void hours_of_one_list_may_adjoin_and_not_overlap(String one, String other, String relation) {
        List<Map<String, String>> windows = List.of(window(one), window(other));
        int status = relation.equals("overlaps") ? 400 : 201;
        var location = post("/v1/locations", Map.of("name", "A", "zone", "Europe/Berlin", "openingHours", windows))
                .then()
                .statusCode(status);
        String place = create("/v1/locations", LOCATION);
        String practitioner = create("/v1/practitioners", Map.of("name", "A"));
        var schedule = post(
                        "/v1/schedules",
                        Map.of("practitionerId", practitioner, "locationId", place, "windows", windows))
                .then()
                .statusCode(status);
        if (status == 400) {
            location.body("errors.pointer", equalTo(List.of("/openingHours/1")));
            schedule.body("errors.pointer", equalTo(List.of("/windows/1")));
        }
    }

    private static Map<String, String> window(String text) {
        String[] parts = text.split(" ");
        return Map.of("day", parts[0], "start", parts[1], "end", parts[2]);
    }

    @Test
    void too_many_windows_are_refused_without_a_look_at_each() {
        List<Map<String, String>> windows = Collections.nCopies(169, window("MONDAY 08:00 09:00"));
        post("/v1/schedules", Map.of("practitionerId", ID, "locationId", ID, "windows", windows))
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/windows")));
    }

    @Test
    void an_empty_body_is_refused() {
        clinic().post("/v1/locations").then().statusCode(400).body("code", equalTo("invalid-request"));
    }

    @Test
    void all_that_is_named_must_be_there_and_be_of_this_clinic() {
        String foreign = new Desk(Tokens.OTHER_CLINIC).create("/v1/locations", LOCATION);
        post(
                        "/v1/visit-types",
                        Map.of(
                                "name",
                                "A",
                                "duration",
                                "PT30M",
                                "practitionerIds",
                                List.of(ID),
                                "locationIds",
                                List.of(create("/v1/locations", LOCATION), foreign)))
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"))
                .body("errors.pointer", containsInAnyOrder("/practitionerIds/0", "/locationIds/1"));
        post(
                        "/v1/schedules",
                        Map.of(
                                "practitionerId", create("/v1/locations", LOCATION),
                                "locationId", create("/v1/locations", LOCATION),
                                "windows", List.of(window("MONDAY 08:00 09:00"))))
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/practitionerId")));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/locations?colour=red, ?colour",
        "/v1/locations?limit=1&limit=2, ?limit",
        "/v1/locations?limit=101, ?limit",
        "/v1/locations?limit=many, ?limit",
        "/v1/locations?cursor=%25%25%25, ?cursor",
        "/v1/rooms?location=x, ?location",
        "/v1/rooms?location=, ?location",
        "/v1/rooms?practitioner=018f0000-0000-7000-8000-000000000000, ?practitioner",
        "/v1/schedules?practitioner=1&location=2, ?practitioner",
    })
    void bad_queries_are_refused_with_their_place(String path, String pointer) {
        clinic().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void a_list_by_what_is_not_there_is_refused() {
        String foreign = new Desk(Tokens.OTHER_CLINIC).create("/v1/locations", LOCATION);
        for (String id : List.of(ID, foreign)) {
            clinic().get("/v1/rooms?location=" + id)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("unknown-reference"))
                    .body("errors[0].pointer", equalTo("?location"));
        }
    }

    @Test
    void a_query_that_is_no_uri_is_refused_by_the_server_itself() throws Exception {
        for (String query : new String[] {"a={}", "limit=%zz", "a=|^"}) {
            String answer = Requests.raw("GET /v1/locations?" + query);
            assertThat(answer).as(query).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void wrong_addresses_methods_and_media_types_are_coded() {
        clinic().get("/v1/nothing-here").then().statusCode(404).body("code", equalTo("not-found"));
        clinic().get("/v1/locations/none").then().statusCode(404).body("code", equalTo("not-found"));
        clinic().delete("/v1/locations").then().statusCode(405).body("code", equalTo("method-not-allowed"));
        clinic().contentType("text/plain")
                .body("x")
                .post("/v1/locations")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported-media-type"));
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        post("/v1/locations", Map.of("name", "x".repeat(300 * 1024), "zone", "Europe/Berlin"))
                .then()
                .statusCode(413);
    }
}
