package org.visita.availability.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;

@AvailabilityTest
class FirstSlotsTest {

    private final SearchClinic clinic = new SearchClinic();
    private final String location = clinic.location();
    private final String ana = clinic.practitioner();
    private final String ben = clinic.practitioner();
    private final List<String> hours =
            List.of(clinic.hours(ana, location, "08:00", "10:00"), clinic.hours(ben, location, "09:00", "10:00"));

    @Test
    void the_first_of_each_in_the_order_asked() {
        String withBen = clinic.visitType(Offered.PLAIN.by(ben));
        String withAnybody = clinic.visitType(Offered.PLAIN);
        String nobodys = clinic.visitType(Offered.PLAIN.inRoomWith("laser"));
        String soon = clinic.visitType(Offered.PLAIN.upTo(Duration.ofHours(1)));
        clinic.open();
        clinic.visit(withAnybody, ana, location, "08:00").send();
        await().untilAsserted(() -> {
            Response found = first(String.join(",", withBen, nobodys, withAnybody, soon));
            found.then().statusCode(200).body("complete", equalTo(true));
            List<Map<String, Object>> answers = found.jsonPath().getList("first");
            assertThat(answers)
                    .extracting(each -> each.get("visitTypeId"))
                    .containsExactly(withBen, nobodys, withAnybody, soon);
            assertThat(answers).allSatisfy(each -> assertThat(each).containsKey("slot"));
            assertThat(answers.get(1).get("slot")).isNull();
            assertThat(answers.get(3).get("slot")).as("beyond its horizon").isNull();
            assertThat(start(found, 0)).isEqualTo(clinic.at("09:00"));
            assertThat(start(found, 2)).isEqualTo(clinic.at("08:30"));
            assertThat(found.jsonPath().getString("first[0].slot.zone")).isEqualTo("Asia/Tokyo");
        });
    }

    @Test
    void looks_on_past_one_span_and_past_the_window_of_memory() {
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(500)));
        clinic.open();
        for (int days : new int[] {100, 450}) {
            Response found = clinic.request()
                    .queryParam("visitType", type)
                    .queryParam("from", SearchClinic.midnight(clinic.day.plusDays(days)))
                    .get("/v1/slots/first");
            assertThat(start(found, 0))
                    .isEqualTo(clinic.day
                            .plusDays(days)
                            .atTime(8, 0)
                            .atZone(SearchClinic.BERLIN)
                            .toInstant());
        }
    }

    @Test
    void looks_on_for_two_years() {
        String carla = clinic.practitioner();
        clinic.hours(carla, location, clinic.day.plusDays(800));
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(3653)).by(carla));
        clinic.open();
        for (int days : new int[] {0, 100}) {
            Response found = clinic.request()
                    .queryParam("visitType", type)
                    .queryParam("from", SearchClinic.midnight(clinic.day.plusDays(days)))
                    .get("/v1/slots/first");
            found.then().statusCode(200);
            boolean isThere = found.jsonPath().getMap("first[0]").get("slot") != null;
            assertThat(isThere).as("from day %d on", days).isEqualTo(days == 100);
        }
    }

    @Test
    void an_empty_range_names_the_next_one() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        Response found = clinic.request()
                .queryParam("visitType", type)
                .queryParam("from", clinic.at("11:00").toString())
                .queryParam("to", clinic.at("12:00").toString())
                .get("/v1/slots");
        assertThat(found.jsonPath().getList("slots")).isEmpty();
        assertThat(OffsetDateTime.parse(found.path("nextAvailable")).toInstant())
                .isEqualTo(clinic.day
                        .plusDays(1)
                        .atTime(8, 0)
                        .atZone(SearchClinic.BERLIN)
                        .toInstant());
    }

    @Test
    void nothing_up_to_the_horizon_is_no_error() {
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(3653)).by(clinic.practitioner(), ana));
        clinic.open();
        Response found = clinic.request()
                .queryParam("visitType", type)
                .queryParam("language", "eo")
                .get("/v1/slots/first");
        found.then().statusCode(200).body("complete", equalTo(true));
        assertThat(found.jsonPath().getMap("first[0]")).containsEntry("slot", null);
    }

    private Response first(String types) {
        return clinic.request()
                .queryParam("visitType", types)
                .queryParam("from", SearchClinic.midnight(clinic.day))
                .queryParam("zone", "Asia/Tokyo")
                .get("/v1/slots/first");
    }

    private static java.time.Instant start(Response found, int at) {
        return OffsetDateTime.parse(found.jsonPath().getString("first[" + at + "].slot.start"))
                .toInstant();
    }
}
