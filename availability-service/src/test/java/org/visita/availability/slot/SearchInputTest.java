package org.visita.availability.slot;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.SearchClinic;

/** Every bad search is refused, with what is wrong and where. */
@AvailabilityTest
class SearchInputTest {

    private static final String ID = "visitType=018f0000-0000-7000-8000-000000000000";
    private static final String DAY = "&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z";

    private final SearchClinic clinic = new SearchClinic();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z, ?to",
                "from=2026-12-01T00:00:00Z&to=2026-12-01T00:00:00Z, ?to",
                "from=2026-12-01T00:00:00Z&to=2027-02-01T00:00:01Z, ?to",
                "from=2026-12-01&to=2026-12-02T00:00:00Z, ?from",
                "from=2026-12-01T00:00:00&to=2026-12-02T00:00:00Z, ?from",
                "from=&to=2026-12-02T00:00:00Z, ?from",
                "from=1969-12-01T00:00:00Z&to=2026-12-02T00:00:00Z, ?from",
                "from=2026-12-01T00:00:00Z&to=9999-12-02T00:00:00Z, ?to",
                "from=%2B999999999-12-01T00:00:00Z&to=2026-12-02T00:00:00Z, ?from",
                "to=2026-12-02T00:00:00Z, ?from",
                "from=2026-12-02T00:00:00Z, ?to"
            })
    void a_range_that_is_none(String range, String pointer) {
        refused("/v1/slots?" + ID + "&" + range, pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "zone=Mars/Olympus, ?zone",
        "zone=%2B02:00, ?zone",
        "zone=, ?zone",
        "modality=either, ?modality",
        "modality=IN_PERSON, ?modality",
        "patient=any, ?patient",
        "practitioner=x, ?practitioner",
        "practitioner=, ?practitioner",
        "location=x, ?location",
        "location=, ?location",
        "specialty=, ?specialty",
        "language=, ?language",
        "language=de_AT, ?language",
        "language=%25, ?language"
    })
    void a_filter_that_is_none(String filter, String pointer) {
        refused("/v1/slots?" + ID + DAY + "&" + filter, pointer);
        refused("/v1/slots/first?" + ID + "&" + filter, pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, ?limit",
        "limit=1001, ?limit",
        "limit=-1, ?limit",
        "limit=many, ?limit",
        "limit=1.5, ?limit",
        "limit=99999999999, ?limit",
        "groupBy=colour, ?groupBy",
        "groupBy=, ?groupBy",
        "groupBy=date, ?zone",
        "'groupBy=practitioner,date', ?zone",
        "cursor=%%%, ?cursor",
        "cursor=, ?cursor",
        "cursor=abc, ?cursor",
        "cursor=MSAyIDM, ?cursor",
        "colour=red, ?colour",
        "zone=UTC&zone=UTC, ?zone",
        "from=2026-12-01T00:00:00Z, ?from",
        "limit=1&limit=2, ?limit"
    })
    void what_only_a_list_has(String parameter, String pointer) {
        refused("/v1/slots?" + ID + DAY + "&" + parameter.replace("%%%", "%25%25%25"), pointer);
    }

    @Test
    void a_visit_type_is_needed_and_is_an_id() {
        refused("/v1/slots?" + DAY.substring(1), "?visitType");
        refused("/v1/slots?visitType=" + DAY, "?visitType");
        refused("/v1/slots?visitType=x" + DAY, "?visitType");
        refused("/v1/slots?" + ID + "," + UUID.randomUUID() + DAY, "?visitType");
        refused("/v1/slots/first", "?visitType");
        refused("/v1/slots/first?visitType=", "?visitType");
        refused("/v1/slots/first?" + ID + "&from=tomorrow", "?from");
        refused("/v1/slots/first?" + ID + "&limit=1", "?limit");
    }

    @Test
    void lists_are_whole_distinct_and_bounded() {
        String one = UUID.randomUUID().toString();
        for (String list :
                new String[] {one + ",", "," + one, one + ",," + one, one + "," + one, one + "%20" + one, ids(51)}) {
            refused("/v1/slots?" + ID + DAY + "&location=" + list, "?location");
        }
        for (String list : new String[] {one + ",", one + "," + one, ids(21)}) {
            refused("/v1/slots/first?visitType=" + list, "?visitType");
        }
        clinic.request()
                .urlEncodingEnabled(false)
                .get("/v1/slots?" + ID + DAY + "&location=" + ids(50))
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"));
    }

    private static String ids(int count) {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).collect(Collectors.joining(","));
    }

    private void refused(String address, String pointer) {
        clinic.request()
                .urlEncodingEnabled(false)
                .get(address)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"))
                .body("traceId", notNullValue())
                .body("errors.pointer", hasItem(pointer));
    }
}
