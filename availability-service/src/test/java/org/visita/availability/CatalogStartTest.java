package org.visita.availability;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.Desk.with;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.topics.TopicFollower;
import org.visita.kit.topics.TopicFollowers;

/** A replica that has just started does not know the whole catalog: what is right could look wrong to it. */
@AvailabilityTest
class CatalogStartTest {

    @Inject
    TopicFollowers followers;

    @Test
    void nothing_is_changed_by_a_replica_that_is_still_reading_the_catalog() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        Map<String, Object> tooLong = with(catalog.body("/v1/visit-types"), "duration", "PT3H");
        CountDownLatch found = new CountDownLatch(1);
        TopicFollower starting = followers.follow(
                Topics.AVAILABILITY_CATALOG,
                CatalogEntry.class,
                () -> {
                    found.await();
                    return Map.of();
                },
                entry -> {});
        try {
            for (String query : new String[] {"", "?dryRun=true"}) {
                for (Response answer : new Response[] {
                    desk.post("/v1/visit-types" + query, tooLong),
                    desk.put(catalog.at("/v1/visit-types") + query, 1, tooLong),
                    desk.delete(catalog.at("/v1/visit-types") + query, 1)
                }) {
                    answer.then().statusCode(503).body("code", equalTo("unavailable"));
                }
            }
        } finally {
            found.countDown();
            await().atMost(Duration.ofSeconds(30)).until(starting::isCurrent);
        }
        desk.post("/v1/visit-types", tooLong).then().statusCode(400);
        desk.delete(catalog.at("/v1/visit-types"), 1).then().statusCode(200);
    }
}
