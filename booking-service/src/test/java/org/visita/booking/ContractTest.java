package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.patient.PatientEvent;
import org.visita.contracts.sync.BookingSync;
import org.visita.contracts.testing.ContractSamples;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.topics.EventJson;

/** This service understands every sample of what it listens to. */
class ContractTest {

    @Test
    void the_catalog_is_understood_down_to_the_rules() {
        CatalogCopy copy = new CatalogCopy();
        ContractSamples.of(EventType.CATALOG_CHANGED)
                .forEach(sample -> copy.apply(EventJson.read(sample.payload(), CatalogEntry.class)));
        assertThat(ContractSamples.of(EventType.CATALOG_CHANGED)).isNotEmpty().allSatisfy(sample -> {
            CatalogEntry entry = EventJson.read(sample.payload(), CatalogEntry.class);
            assertThat(copy.of(entry.clinic())).isNotNull();
        });
    }

    @Test
    void patients_and_deliveries_are_understood() {
        assertThat(ContractSamples.of(EventType.PATIENT_CHANGED)).isNotEmpty().allSatisfy(sample -> assertThat(
                        EventJson.read(sample.payload(), PatientEvent.class).patientId())
                .isNotNull());
        assertThat(ContractSamples.of(EventType.BOOKING_SYNC_CHANGED))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(EventJson.read(sample.payload(), BookingSync.class)
                                .state())
                        .isNotNull());
    }
}
