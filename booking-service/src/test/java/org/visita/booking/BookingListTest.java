package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.visita.booking.Requests.act;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.cancel;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@BookingTest
class BookingListTest {

    @Test
    void every_filter_finds_its_own() {
        SampleClinic clinic = SampleClinic.with(2, 0, 2);
        String first = book(clinic.visit(0, slot(3, 0), 0)).path("id");
        String second = book(clinic.visit(1, slot(3, 1), 0)).path("id");
        String third = book(clinic.visit(0, slot(4, 0), 1)).path("id");
        cancel(second, "closure").then().statusCode(200);
        act(third, "check-in").then().statusCode(200);

        assertThat(ids(in(clinic))).containsExactly(first, second, third);
        assertThat(ids(in(clinic).queryParam("patient", clinic.patients().get(0))))
                .containsExactly(first, third);
        assertThat(ids(in(clinic)
                        .queryParam("practitioner", clinic.practitioners().get(0))))
                .containsExactly(first, second);
        assertThat(ids(in(clinic).queryParam("status", "booked"))).containsExactly(first);
        assertThat(ids(in(clinic).queryParam("status", "booked", "checked_in"))).containsExactly(first, third);
        assertThat(ids(in(clinic).queryParam("from", slot(3, 1).toString()))).containsExactly(second, third);
        assertThat(ids(in(clinic).queryParam("to", slot(4, 0).toString()))).containsExactly(first, second);
        assertThat(ids(in(clinic)
                        .queryParam("patient", clinic.patients().get(0))
                        .queryParam("status", "checked_in")
                        .queryParam("from", slot(3, 0).toString())))
                .containsExactly(third);
        in(clinic).queryParam("status", "late").get("/v1/bookings").then().statusCode(400);
        in(clinic)
                .queryParam("changedSince", "yesterday")
                .get("/v1/bookings")
                .then()
                .statusCode(400);
    }

    @Test
    void what_has_changed_comes_in_the_order_of_its_change() {
        SampleClinic clinic = SampleClinic.with(1, 0, 3);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            ids.add(book(clinic.visit(n, slot(3, n))).path("id"));
        }
        String seen = clinic().get("/v1/bookings/" + ids.get(1)).path("updatedAt");
        reschedule(ids.get(0), Map.of("start", slot(3, 5).toString())).then().statusCode(200);

        assertThat(ids(in(clinic).queryParam("changedSince", seen)))
                .containsExactly(ids.get(1), ids.get(2), ids.get(0));
        String moved = clinic().get("/v1/bookings/" + ids.get(0)).path("updatedAt");
        assertThat(ids(in(clinic).queryParam("changedSince", moved))).containsExactly(ids.get(0));
        in(clinic)
                .queryParam("changedSince", "2199-01-01T00:00:00Z")
                .get("/v1/bookings")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void pages_follow_one_another_in_both_orders() {
        SampleClinic clinic = SampleClinic.with(1, 0, 5);
        List<String> ids = new ArrayList<>();
        for (int n = 4; n >= 0; n--) {
            ids.add(book(clinic.visit(n, slot(3, n))).path("id"));
        }
        assertThat(paged(in(clinic).queryParam("limit", 2))).containsExactlyElementsOf(ids.reversed());
        assertThat(paged(in(clinic).queryParam("limit", 2).queryParam("changedSince", "2020-01-01T00:00:00Z")))
                .containsExactlyElementsOf(ids);
    }

    @Test
    void the_history_of_what_is_not_there_is_not_found() {
        clinic().get("/v1/bookings/018f0000-0000-7000-8000-000000000000/history")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    private static RequestSpecification in(SampleClinic clinic) {
        return clinic().queryParam("location", clinic.location());
    }

    private static List<String> ids(RequestSpecification query) {
        Response answer = query.get("/v1/bookings");
        answer.then().statusCode(200);
        return answer.jsonPath().getList("items.id");
    }

    private static List<String> paged(RequestSpecification query) {
        List<String> ids = new ArrayList<>();
        Response page = query.get("/v1/bookings");
        while (true) {
            page.then().statusCode(200);
            List<String> some = page.jsonPath().getList("items.id");
            assertThat(some).hasSizeLessThanOrEqualTo(2);
            ids.addAll(some);
            String link = page.header("Link");
            if (link == null) {
                return ids;
            }
            URI next = URI.create(link.substring(link.indexOf('<') + 1, link.indexOf('>')));
            page = clinic().urlEncodingEnabled(false).get(next.getPath() + "?" + next.getRawQuery());
        }
    }
}
