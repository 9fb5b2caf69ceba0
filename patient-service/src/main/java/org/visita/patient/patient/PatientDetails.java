package org.visita.patient.patient;

import java.time.LocalDate;
import java.util.List;

/**
 * Who a patient is: all of it personal, so it leaves this process only to the caller, or sealed. Texts are checked and
 * without blanks at their ends.
 *
 * @param phone null where none is known; so are the two after it
 * @param language BCP 47 tag
 */
record PatientDetails(
        String givenName,
        String familyName,
        LocalDate birthDate,
        Gender gender,
        String phone,
        String email,
        String language,
        List<PatientIdentifier> identifiers) {

    PatientDetails {
        identifiers = List.copyOf(identifiers);
    }

    /** Records print their components; this one must not end up in a log. */
    @Override
    public String toString() {
        return "PatientDetails";
    }
}
