package org.visita.ehrsync.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.testing.ContractSamples;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.topics.EventJson;

/** This service understands every sample of the catalog. */
class CatalogContractTest {

    @Test
    void every_sample_is_kept_with_its_identifiers() {
        assertThat(ContractSamples.of(EventType.CATALOG_CHANGED)).isNotEmpty().allSatisfy(sample -> {
            CatalogEntry entry = EventJson.read(sample.payload(), CatalogEntry.class);
            CatalogCopy copy = new CatalogCopy();
            copy.apply(entry);
            assertThat(copy.find(entry.clinic(), entry.kind(), entry.id()).isPresent())
                    .isEqualTo(!entry.deleted());
        });
    }
}
