package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSchemas;

/** The check that producers are held to bites. */
class ContractSchemasTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void reports_a_required_field_that_is_missing(EventType type) throws IOException {
        for (JsonNode required : ContractSchemas.published(type).path("required")) {
            ObjectNode event = sample(type, 0);
            event.remove(required.asText());
            assertThat(violations(type, event)).as(required.asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void reports_a_field_that_the_contract_does_not_know(EventType type) throws IOException {
        ObjectNode event = sample(type, 0);
        event.put("patientName", "nobody");

        assertThat(violations(type, event)).singleElement().asString().contains("patientName");
        assertThat(ContractSchemas.violationsForAConsumer(type, Payloads.JSON.writeValueAsBytes(event)))
                .isEmpty();
    }

    @Test
    void reports_an_unknown_field_inside_an_object() throws IOException {
        ObjectNode event = sample(EventType.BOOKING_CANCELLED, 0);
        ((ObjectNode) event.path("booking")).put("note", "nothing");

        assertThat(violations(EventType.BOOKING_CANCELLED, event))
                .singleElement()
                .asString()
                .contains("note");
    }

    @ParameterizedTest
    @CsvSource({
        "BOOKING_CREATED,           occurredAt, 2026-11-20T09:15:30+02:00",
        "BOOKING_CREATED,           occurredAt, 1795252530",
        "BOOKING_CREATED,           type,       booking.updated",
        "BOOKING_CREATED,           origin,     elsewhere",
        "PATIENT_CHANGED,           patientId,  a b",
        "EHR_APPOINTMENT_CHANGED,   status,     no-show",
        "BOOKING_SYNC_CHANGED,      state,      written",
        "AUDIT_RECORDED,            action,     Cancelled a booking",
        "AUDIT_RECORDED,            address,    12 Long Street",
        "ACCESS_KEY_CHANGED,        hash,       the-secret-itself",
        "ACCESS_KEY_CHANGED,        keyId,      short",
    })
    void reports_a_value_of_the_wrong_form(EventType type, String field, String value) throws IOException {
        ObjectNode event = sample(type, 0);
        event.put(field, value);

        assertThat(violations(type, event)).isNotEmpty();
    }

    @Test
    void reports_a_cancelled_booking_that_does_not_say_why() throws IOException {
        ObjectNode event = sample(EventType.BOOKING_CANCELLED, 0);
        ((ObjectNode) event.path("booking")).remove("cancellation");

        assertThat(violations(EventType.BOOKING_CANCELLED, event)).isNotEmpty();
    }

    @Test
    void reports_a_hold_without_its_holder_and_a_booking_that_somebody_still_holds() throws IOException {
        ObjectNode held = sample(EventType.BOOKING_CREATED, "held-by-a-patient");
        ObjectNode booked = sample(EventType.BOOKING_CREATED, "booked-with-room");
        ((ObjectNode) booked.path("booking")).set("hold", ((ObjectNode) held.path("booking")).remove("hold"));

        assertThat(violations(EventType.BOOKING_CREATED, held))
                .singleElement()
                .asString()
                .contains("hold");
        assertThat(violations(EventType.BOOKING_CREATED, booked)).isNotEmpty();
    }

    @Test
    void a_change_from_a_place_that_came_later_is_for_readers_of_every_version() throws IOException {
        ObjectNode overFhir = sample(EventType.BOOKING_CREATED, "booked-over-fhir");
        byte[] payload = Payloads.JSON.writeValueAsBytes(overFhir);

        assertThat(ContractSchemas.violations(EventType.BOOKING_CREATED, 2, payload))
                .isNotEmpty();
        assertThat(ContractSchemas.violationsForAConsumer(EventType.BOOKING_CREATED, payload))
                .isEmpty();
        overFhir.put("origin", "elsewhere");
        assertThat(ContractSchemas.violationsForAConsumer(
                        EventType.BOOKING_CREATED, Payloads.JSON.writeValueAsBytes(overFhir)))
                .hasSize(1);
    }

    @Test
    void reports_a_catalog_entry_whose_kind_and_content_differ() throws IOException {
        ObjectNode entry = sample(EventType.CATALOG_CHANGED, "room");
        entry.put("kind", "SCHEDULE");

        assertThat(violations(EventType.CATALOG_CHANGED, entry)).isNotEmpty();
    }

    @Test
    void reports_a_deleted_catalog_entry_that_still_has_content() throws IOException {
        ObjectNode entry = sample(EventType.CATALOG_CHANGED, "room");
        entry.put("deleted", true);

        assertThat(violations(EventType.CATALOG_CHANGED, entry)).isNotEmpty();
    }

    @Test
    void a_kind_that_came_later_is_not_for_readers_of_the_first_version() throws IOException {
        byte[] equipment = Payloads.JSON.writeValueAsBytes(sample(EventType.CATALOG_CHANGED, "equipment"));

        assertThat(ContractSchemas.violations(EventType.CATALOG_CHANGED, 1, equipment))
                .isNotEmpty();
        assertThat(ContractSchemas.violationsForAConsumer(EventType.CATALOG_CHANGED, equipment))
                .isEmpty();
    }

    @Test
    void reports_a_kind_that_no_version_knows() throws IOException {
        ObjectNode entry = sample(EventType.CATALOG_CHANGED, "deleted-room");
        entry.put("kind", "PARKING_LOT");

        assertThat(ContractSchemas.violationsForAConsumer(
                        EventType.CATALOG_CHANGED, Payloads.JSON.writeValueAsBytes(entry)))
                .isNotEmpty();
    }

    @Test
    void reports_a_known_kind_that_readers_of_the_first_version_could_not_read() throws IOException {
        ObjectNode entry = sample(EventType.CATALOG_CHANGED, "room");
        ((ObjectNode) entry.path("room")).remove("locationId");

        assertThat(ContractSchemas.violationsForAConsumer(
                        EventType.CATALOG_CHANGED, Payloads.JSON.writeValueAsBytes(entry)))
                .hasSize(EventType.CATALOG_CHANGED.schemaVersion());
    }

    @Test
    void reports_a_duration_in_seconds() throws IOException {
        ObjectNode entry = sample(EventType.CATALOG_CHANGED, "visit-type");
        ((ObjectNode) entry.path("visitType")).put("duration", 1800);

        assertThat(violations(EventType.CATALOG_CHANGED, entry)).isNotEmpty();
    }

    @Test
    void reports_a_booked_appointment_of_an_ehr_without_times() throws IOException {
        ObjectNode appointment = sample(EventType.EHR_APPOINTMENT_CHANGED, "ours-moved");
        appointment.remove("start");
        appointment.remove("end");

        assertThat(violations(EventType.EHR_APPOINTMENT_CHANGED, appointment)).isNotEmpty();
    }

    @Test
    void reports_dead_letter_headers_without_a_reason() {
        assertThat(ContractSchemas.violations(Map.of(DeadLetterHeaders.CLASS, "permanent")))
                .isNotEmpty();
    }

    private static ObjectNode sample(EventType type, int index) throws IOException {
        return (ObjectNode)
                Payloads.JSON.readTree(ContractSamples.of(type).get(index).payload());
    }

    private static ObjectNode sample(EventType type, String name) throws IOException {
        return (ObjectNode) Payloads.JSON.readTree(ContractSamples.of(type).stream()
                .filter(sample -> sample.name().endsWith("/" + name))
                .findFirst()
                .orElseThrow()
                .payload());
    }

    private static List<String> violations(EventType type, ObjectNode event) throws IOException {
        return ContractSchemas.violations(type, Payloads.JSON.writeValueAsBytes(event));
    }
}
