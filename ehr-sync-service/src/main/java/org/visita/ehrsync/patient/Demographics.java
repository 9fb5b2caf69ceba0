package org.visita.ehrsync.patient;

import java.time.LocalDate;
import java.util.List;
import org.visita.contracts.Identifier;

/**
 * Who a patient is, as patient-service tells it at the moment of sending. Never stored, never logged.
 *
 * @param gender code of FHIR R4 AdministrativeGender
 * @param language BCP 47 tag, or null
 */
public record Demographics(
        String id,
        String givenName,
        String familyName,
        LocalDate birthDate,
        String gender,
        String phone,
        String email,
        String language,
        List<Identifier> identifiers) {

    public Demographics {
        identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
    }

    @Override
    public String toString() {
        return "Demographics of " + id;
    }
}
