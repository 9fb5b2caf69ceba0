package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.Requests.clinic;

import io.restassured.response.Response;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What was made through the API can be searched. */
@AvailabilityTest
class SlotTest {

    /** Two days ahead: far enough from now, whatever the hour. */
    private final LocalDate day = LocalDate.now(SearchClinic.BERLIN).plusDays(2);

    @Test
    void lists_the_slots_of_a_day_in_the_zone_of_the_location() {
        SampleClinic clinic = SampleClinic.open();
        await().untilAsserted(() -> {
            Response found = search(clinic);
            found.then()
                    .statusCode(200)
                    .body("complete", equalTo(true))
                    .body("slots[0].zone", equalTo("Europe/Berlin"))
                    .body("slots[0].modality", equalTo("in-person"))
                    .body("slots[0].roomId", equalTo(clinic.room()));
            assertThat(SearchClinic.times(found)).containsExactly("08:00", "08:30", "09:00", "09:30");
            assertThat(found.jsonPath().getString("slots[0].start"))
                    .endsWith(day.atStartOfDay(SearchClinic.BERLIN).getOffset().getId());
        });
    }

    private Response search(SampleClinic clinic) {
        return clinic().queryParam("visitType", clinic.visitType())
                .queryParam("from", SearchClinic.midnight(day))
                .queryParam("to", SearchClinic.midnight(day.plusDays(1)))
                .get("/v1/slots");
    }
}
