package org.visita.patient.patient;

/**
 * A number that somebody gave this person, such as a national id or a record number (FHIR R4 Identifier).
 *
 * @param system URI that says whose number it is
 * @param value unique within the system
 */
record PatientIdentifier(String system, String value) {}
