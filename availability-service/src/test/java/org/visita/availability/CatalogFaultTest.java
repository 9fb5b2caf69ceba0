package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.visita.availability.Desk.with;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A row without its announcement would never be heard of; an announcement without its row would be a lie. */
@AvailabilityTest
class CatalogFaultTest {

    @Test
    void a_fault_between_row_and_outbox_leaves_neither() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        Desk desk = catalog.desk();
        String key = UUID.randomUUID().toString();
        StandingBookings.execute(
                "alter table outbox add constraint broken_for_a_test check (aggregateid not like 'HOLIDAY/%') not valid");
        try {
            desk.request()
                    .header("Idempotency-Key", key)
                    .body(catalog.body("/v1/holidays"))
                    .post("/v1/holidays")
                    .then()
                    .statusCode(500)
                    .body("code", equalTo("internal"));
            desk.put(catalog.at("/v1/holidays"), 1, with(catalog.body("/v1/holidays"), "firstDate", "2031-08-01"))
                    .then()
                    .statusCode(500);
            desk.delete(catalog.at("/v1/holidays"), 1).then().statusCode(500);
        } finally {
            StandingBookings.execute("alter table outbox drop constraint broken_for_a_test");
        }
        desk.get("/v1/holidays")
                .then()
                .body("items", hasSize(1))
                .body("items[0].version", equalTo(1))
                .body("items[0].firstDate", equalTo("2031-07-01"));
        assertThat(StandingBookings.query(
                        "select count(*) from catalog_reference where clinic = ?" + " and item_id = ?::uuid",
                        desk.clinic(),
                        catalog.id("/v1/holidays")))
                .as("what it names is still held")
                .isEqualTo(1);
        desk.request()
                .header("Idempotency-Key", key)
                .body(catalog.body("/v1/holidays"))
                .post("/v1/holidays")
                .then()
                .statusCode(201);
    }
}
