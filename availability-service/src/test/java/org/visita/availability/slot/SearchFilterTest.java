package org.visita.availability.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.visita.availability.SearchClinic.times;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PatientStatus;

/** Who, where, how and for whom; and how the answer is put together. */
@AvailabilityTest
class SearchFilterTest {

    private final SearchClinic clinic = new SearchClinic();
    private final String harbour = clinic.location();
    private final String hill = clinic.location();
    private final String ana = clinic.practitioner(List.of("dermatology"), List.of("pt-BR", "en"));
    private final String ben = clinic.practitioner(List.of("cardiology"), List.of("de"));
    private final List<String> hours =
            List.of(clinic.hours(ana, harbour, "08:00", "09:00"), clinic.hours(ben, hill, "10:00", "11:00"));

    @Test
    void narrows_to_practitioner_location_specialty_and_language() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        assertThat(found(type, Map.of())).containsExactly(ana, ana, ben, ben);
        assertThat(found(type, Map.of("practitioner", ben))).containsExactly(ben, ben);
        assertThat(found(type, Map.of("location", harbour))).containsExactly(ana, ana);
        assertThat(found(type, Map.of("location", hill + "," + harbour))).containsExactly(ana, ana, ben, ben);
        assertThat(found(type, Map.of("specialty", "cardiology"))).containsExactly(ben, ben);
        assertThat(found(type, Map.of("language", "pt"))).containsExactly(ana, ana);
        assertThat(found(type, Map.of("language", "PT-br"))).containsExactly(ana, ana);
        assertThat(found(type, Map.of("language", "pt-PT"))).isEmpty();
    }

    private List<String> found(String type, Map<String, String> filter) {
        Response found = clinic.request(type, 1).queryParams(filter).get("/v1/slots");
        found.then().statusCode(200).body("complete", equalTo(true));
        return found.jsonPath().getList("slots.practitionerId", String.class);
    }

    @Test
    void what_nobody_has_is_an_empty_list_and_no_error() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        for (Map<String, String> filter : List.of(Map.of("specialty", "astrology"), Map.of("language", "eo"))) {
            Response found = clinic.request(type, 1).queryParams(filter).get("/v1/slots");
            found.then().statusCode(200).body("complete", equalTo(true)).body("slots.size()", equalTo(0));
            assertThat(found.jsonPath().getString("nextAvailable")).isNull();
        }
    }

    @Test
    void in_person_or_at_a_distance() {
        String type = clinic.visitType(Offered.PLAIN.as(OfferedModality.EITHER).inRoomWith());
        String room = clinic.room(harbour);
        clinic.open();
        Response any = clinic.search(type, 1);
        assertThat(any.jsonPath().getList("slots.modality", String.class))
                .as("there is no room on the hill")
                .containsExactly("in-person", "in-person", "telehealth", "telehealth");
        assertThat(any.jsonPath().getString("slots[0].roomId")).isEqualTo(room);
        assertThat(any.jsonPath().getString("slots[2].roomId")).isNull();
        assertThat(clinic.request(type, 1)
                        .queryParam("modality", "telehealth")
                        .get("/v1/slots")
                        .jsonPath()
                        .getList("slots.modality", String.class))
                .hasSize(4)
                .containsOnly("telehealth");
        assertThat(times(clinic.request(type, 1)
                        .queryParam("modality", "in-person")
                        .get("/v1/slots")))
                .containsExactly("08:00", "08:30");
    }

    @Test
    void what_is_not_offered_so_or_not_for_them_is_refused() {
        String type = clinic.visitType(Offered.PLAIN.by(ana).onlyFor(PatientStatus.NEW));
        clinic.open();
        assertThat(times(clinic.request(type, 1).queryParam("patient", "new").get("/v1/slots")))
                .hasSize(2);
        refused(type, Map.of("patient", "returning"), "not-for-patient");
        refused(type, Map.of("practitioner", ben), "not-offered");
        refused(type, Map.of("location", hill), "not-offered");
        refused(type, Map.of("modality", "telehealth"), "not-offered");
    }

    private void refused(String type, Map<String, String> filter, String code) {
        for (String path : List.of("/v1/slots", "/v1/slots/first")) {
            var request =
                    path.endsWith("first") ? clinic.request().queryParam("visitType", type) : clinic.request(type, 1);
            request.queryParams(filter)
                    .get(path)
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("code", equalTo(code));
        }
    }

    @Test
    void what_is_not_there_or_not_here_is_an_unknown_reference() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        SearchClinic other = new SearchClinic();
        String stranger = other.practitioner();
        String elsewhere = other.location();
        other.hours(stranger, elsewhere, "08:00", "10:00");
        String foreign = other.visitType(Offered.PLAIN);
        other.open();
        unknown(clinic.search(foreign, 1), "?visitType");
        unknown(clinic.request(type, 1).queryParam("practitioner", stranger).get("/v1/slots"), "?practitioner");
        unknown(
                clinic.request(type, 1)
                        .queryParam("location", harbour + "," + elsewhere)
                        .get("/v1/slots"),
                "?location");
        unknown(clinic.request(type, 1).queryParam("practitioner", harbour).get("/v1/slots"), "?practitioner");
        unknown(clinic.request().queryParam("visitType", type + "," + foreign).get("/v1/slots/first"), "?visitType");
        assertThat(times(other.search(foreign, 1))).hasSize(4);
    }

    private static void unknown(Response answer, String pointer) {
        answer.then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void times_are_shown_in_the_viewers_zone_and_grouped_by_its_dates() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        // In Kiritimati, 14 hours ahead, 11:00 in Berlin is the next day.
        Response found = clinic.request(type, 2)
                .queryParam("zone", "Pacific/Kiritimati")
                .queryParam("groupBy", "practitioner,date")
                .get("/v1/slots");
        found.then().statusCode(200).body("slots", equalTo(null));
        ZoneId zone = ZoneId.of("Pacific/Kiritimati");
        LocalDate benFirst = clinic.day
                .atTime(10, 0)
                .atZone(SearchClinic.BERLIN)
                .withZoneSameInstant(zone)
                .toLocalDate();
        LocalDate benSecond = clinic.day
                .atTime(10, 30)
                .atZone(SearchClinic.BERLIN)
                .withZoneSameInstant(zone)
                .toLocalDate();
        List<Map<String, Object>> groups = found.jsonPath().getList("groups");
        assertThat(groups).isNotEmpty().allSatisfy(group -> {
            List<Map<String, Object>> slots = slots(group);
            assertThat(slots).isNotEmpty().allSatisfy(slot -> {
                assertThat(slot).containsEntry("practitionerId", group.get("practitionerId"));
                assertThat(slot).containsEntry("zone", "Pacific/Kiritimati");
                assertThat(OffsetDateTime.parse((String) slot.get("start")).toLocalDate())
                        .hasToString((String) group.get("date"));
            });
        });
        assertThat(groups)
                .extracting(group -> group.get("practitionerId") + "/" + group.get("date"))
                .isSorted()
                .contains(ben + "/" + benFirst, ben + "/" + benSecond);
        assertThat(groups.stream().mapToInt(group -> slots(group).size()).sum()).isEqualTo(8);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> slots(Map<String, Object> group) {
        return (List<Map<String, Object>>) group.get("slots");
    }

    @Test
    void one_day_of_the_location_is_two_of_a_viewer_across_the_date_line() {
        String type = clinic.visitType(Offered.PLAIN);
        String night = clinic.practitioner();
        clinic.hours(night, harbour, "10:00", "14:00");
        clinic.open();
        // Midnight in Auckland, 11 or 12 or 13 hours ahead, falls into these hours.
        Response found = clinic.request(type, 1)
                .queryParam("practitioner", night)
                .queryParam("zone", "Pacific/Auckland")
                .queryParam("groupBy", "date")
                .get("/v1/slots");
        List<Map<String, Object>> groups = found.jsonPath().getList("groups");
        assertThat(groups)
                .extracting(group -> group.get("date"))
                .containsExactly(clinic.day.toString(), clinic.day.plusDays(1).toString());
        assertThat(groups).allSatisfy(group -> assertThat(group).doesNotContainKey("practitionerId"));
        Map<String, Object> second = slots(groups.getLast()).getFirst();
        assertThat(OffsetDateTime.parse((String) second.get("start")).toLocalTime())
                .isEqualTo(LocalTime.MIDNIGHT);
    }

    @Test
    void groups_by_practitioner_need_no_zone() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        Response found =
                clinic.request(type, 1).queryParam("groupBy", "practitioner").get("/v1/slots");
        List<Map<String, Object>> groups = found.jsonPath().getList("groups");
        assertThat(groups)
                .extracting(group -> group.get("practitionerId"))
                .containsExactlyInAnyOrder(ana, ben)
                .isSorted();
        assertThat(groups).allSatisfy(group -> {
            assertThat(group).doesNotContainKey("date");
            assertThat(slots(group)).hasSize(2);
        });
    }
}
