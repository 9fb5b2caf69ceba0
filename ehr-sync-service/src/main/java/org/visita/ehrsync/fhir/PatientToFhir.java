package org.visita.ehrsync.fhir;

import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.visita.contracts.Identifier;
import org.visita.ehrsync.patient.Demographics;

/** One of our patients as a FHIR R4 Patient, for an EHR that does not know them. */
final class PatientToFhir {

    private PatientToFhir() {}

    /**
     * @param system identifier system of our patients
     * @param contacts whether phone and e-mail are sent
     */
    static Patient patient(Demographics person, String system, boolean contacts) {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem(system).setValue(person.id());
        for (Identifier identifier : person.identifiers()) {
            patient.addIdentifier().setSystem(identifier.system()).setValue(identifier.value());
        }
        patient.addName().setFamily(person.familyName()).addGiven(person.givenName());
        if (person.birthDate() != null) {
            patient.setBirthDateElement(new DateType(person.birthDate().toString()));
        }
        if (person.gender() != null) {
            patient.setGender(AdministrativeGender.fromCode(person.gender()));
        }
        if (contacts) {
            addContact(patient, ContactPointSystem.PHONE, person.phone());
            addContact(patient, ContactPointSystem.EMAIL, person.email());
        }
        if (person.language() != null) {
            patient.addCommunication()
                    .setPreferred(true)
                    .getLanguage()
                    .addCoding()
                    .setSystem("urn:ietf:bcp:47")
                    .setCode(person.language());
        }
        return patient;
    }

    private static void addContact(Patient patient, ContactPointSystem system, String value) {
        if (value != null) {
            patient.addTelecom().setSystem(system).setValue(value);
        }
    }
}
