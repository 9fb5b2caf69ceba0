package org.visita.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitTypeEntryTest {

    @Test
    void of_the_first_version_is_for_one_patient_whoever_it_is_in_person() {
        VisitTypeEntry type = asBefore();

        assertThat(type.seats()).isEqualTo(1);
        assertThat(type.modality()).isEqualTo(OfferedModality.IN_PERSON);
        assertThat(type.patients()).isEmpty();
        assertThat(type.variants()).isEmpty();
        assertThat(type.equipmentTypes()).isEmpty();
        assertThat(type.codes()).isEmpty();
    }

    /** What a record of the first version of the schema holds. */
    static VisitTypeEntry asBefore() {
        return new VisitTypeEntry(
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(60),
                false,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                false);
    }
}
