package org.visita.contracts.patient;

import java.time.Instant;

/**
 * A patient exists, or changed. By id only: who it is stays with patient-service.
 *
 * @param version 1 at creation, one more with each change
 */
public record PatientEvent(String eventId, String patientId, String clinic, int version, Instant occurredAt) {}
