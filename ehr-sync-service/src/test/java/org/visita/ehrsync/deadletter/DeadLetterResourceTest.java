package org.visita.ehrsync.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Fault;

@QuarkusTest
class DeadLetterResourceTest extends ComponentTest {

    @Test
    void are_listed_page_by_page_each_once() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        for (int booked = 0; booked < 5; booked++) {
            clinic.book();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(clinic.deadLetters()).hasSize(5));

        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            var asking = clinic.asking().queryParam("limit", 2);
            JsonPath page = (cursor == null ? asking : asking.queryParam("cursor", cursor))
                    .get("/v1/dead-letters")
                    .jsonPath();
            ids.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(ids).hasSize(5).isSorted().doesNotHaveDuplicates();
    }
}
