package org.visita.audit.person;

/** A patient of a clinic. */
public record PatientRef(String clinic, String patientId) {}
