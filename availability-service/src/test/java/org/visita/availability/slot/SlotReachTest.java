package org.visita.availability.slot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.SearchClinic.midnight;

import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;
import org.visita.kit.testing.Tokens;

/** Whoever is limited to some practitioners or locations finds their slots only. */
@AvailabilityTest
class SlotReachTest {

    private final SearchClinic clinic = new SearchClinic();
    private final String harbour = clinic.location();
    private final String hill = clinic.location();
    private final String ana = clinic.practitioner(List.of(), List.of());
    private final String ben = clinic.practitioner(List.of(), List.of());
    private final List<String> hours = List.of(
            clinic.hours(ana, harbour, "08:00", "09:00"),
            clinic.hours(ben, harbour, "08:00", "09:00"),
            clinic.hours(ben, hill, "10:00", "11:00"));

    @Test
    void finds_what_is_in_reach() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        assertThat(found(type, null, null)).containsExactlyInAnyOrder(ana, ana, ben, ben, ben, ben);
        assertThat(found(type, ana, null)).containsExactly(ana, ana);
        assertThat(found(type, null, hill)).containsExactly(ben, ben);
        assertThat(found(type, ben, harbour)).containsExactly(ben, ben);
    }

    @Test
    void refuses_whom_it_names_outside_of_it() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        limitedTo(type, ana, null)
                .queryParam("practitioner", ben)
                .get("/v1/slots")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        limitedTo(type, null, hill)
                .queryParam("location", hill + "," + harbour)
                .get("/v1/slots")
                .then()
                .statusCode(403);
    }

    @Test
    void follows_a_change_of_the_catalog() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        assertThat(found(type, ana, null)).hasSize(2);
        clinic.hours(ana, hill, "10:00", "11:00");
        clinic.open();
        assertThat(found(type, ana, null)).hasSize(4);
    }

    private List<String> found(String type, String practitioner, String location) {
        return limitedTo(type, practitioner, location)
                .get("/v1/slots")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("slots.practitionerId", String.class);
    }

    private RequestSpecification limitedTo(String type, String practitioner, String location) {
        return given().auth()
                .oauth2(Tokens.limitedIn(clinic.id, practitioner, location, "slots:read"))
                .queryParam("visitType", type)
                .queryParam("from", midnight(clinic.day))
                .queryParam("to", midnight(clinic.day.plusDays(1)));
    }
}
