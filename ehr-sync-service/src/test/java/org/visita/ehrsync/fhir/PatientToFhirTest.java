package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Identifier;
import org.visita.ehrsync.patient.Demographics;
import org.visita.ehrsync.testing.Samples;

class PatientToFhirTest {
    private static final Demographics PERSON = new Demographics(
            "p1",
            "Thandi",
            "Nkosi",
            LocalDate.of(1988, 2, 29),
            "female",
            "+27215550100",
            "thandi@example.org",
            "xh",
            List.of(new Identifier("urn:clinic:mrn", "7")));

    @Test
    void tells_who_it_is_and_how_to_reach_them() {
        Patient patient = PatientToFhir.patient(PERSON, Samples.PATIENT_SYSTEM, true);

        assertThat(patient.getIdentifier()).hasSize(2);
        assertThat(patient.getTelecom())
                .extracting(ContactPoint::getValue)
                .containsExactly(PERSON.phone(), PERSON.email());
    }

    @Test
    void keeps_contacts_to_itself_where_they_are_switched_off() {
        Patient patient = PatientToFhir.patient(PERSON, Samples.PATIENT_SYSTEM, false);

        assertThat(patient.hasTelecom()).isFalse();
        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("Nkosi");
    }
}
