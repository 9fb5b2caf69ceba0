package org.visita.availability.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;

/** A list that is cut goes on where it was cut. */
@AvailabilityTest
class SearchPagesTest {

    private final SearchClinic clinic = new SearchClinic();

    /** Five people at two places: up to seven slots share a start. */
    private String busyHouse() {
        String harbour = clinic.location();
        String hill = clinic.location();
        for (int i = 0; i < 5; i++) {
            String practitioner = clinic.practitioner(List.of("general practice"), List.of());
            clinic.hours(practitioner, harbour, "08:00", "10:00");
            if (i < 2) {
                clinic.hours(practitioner, hill, "08:30", "09:30");
            }
        }
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        return type;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 24, 200})
    void pages_joined_are_the_whole(int limit) {
        String type = busyHouse();
        List<Map<String, Object>> whole = clinic.search(type, 2).jsonPath().getList("slots");
        assertThat(whole).hasSize(48);

        List<Map<String, Object>> joined = new ArrayList<>();
        Response page = clinic.request(type, 2)
                .queryParam("limit", limit)
                .queryParam("specialty", "general practice")
                .queryParam("zone", "Asia/Kathmandu")
                .get("/v1/slots");
        int pages = 1;
        joined.addAll(page.jsonPath().getList("slots"));
        for (String link = page.header("Link"); link != null; link = page.header("Link")) {
            assertThat(link).endsWith("; rel=\"next\"").contains("zone=Asia", "specialty=general", "limit=" + limit);
            page = clinic.request().urlEncodingEnabled(false).get(link.substring(1, link.indexOf('>')));
            page.then().statusCode(200).body("complete", equalTo(true));
            List<Map<String, Object>> slots = page.jsonPath().getList("slots");
            assertThat(slots).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
            joined.addAll(slots);
            pages++;
        }
        assertThat(pages).isEqualTo((48 + limit - 1) / limit);
        assertThat(page.jsonPath().getString("next")).isNull();
        assertThat(joined)
                .extracting(SearchPagesTest::place)
                .containsExactlyElementsOf(
                        whole.stream().map(SearchPagesTest::place).toList());
    }

    private static Object place(Map<String, Object> slot) {
        return java.time.OffsetDateTime.parse((String) slot.get("start")).toInstant() + " " + slot.get("practitionerId")
                + " " + slot.get("locationId");
    }

    @Test
    void a_narrower_range_has_exactly_the_slots_of_a_wider_one() {
        String type = busyHouse();
        List<String> wide = clinic.search(type, 2).jsonPath().getList("slots.start", String.class);
        List<String> narrow = clinic.search(type, 1).jsonPath().getList("slots.start", String.class);
        assertThat(narrow).hasSize(24).containsExactlyElementsOf(wide.subList(0, 24));
    }

    @Test
    void a_cursor_of_another_range_is_refused() {
        String type = busyHouse();
        String cursor =
                clinic.request(type, 1).queryParam("limit", 1).get("/v1/slots").path("next");
        clinic.request()
                .queryParam("visitType", type)
                .queryParam("from", SearchClinic.midnight(clinic.day.plusDays(1)))
                .queryParam("to", SearchClinic.midnight(clinic.day.plusDays(2)))
                .queryParam("cursor", cursor)
                .get("/v1/slots")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?cursor"));
    }
}
