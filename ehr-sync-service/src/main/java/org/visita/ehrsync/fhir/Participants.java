package org.visita.ehrsync.fhir;

import org.hl7.fhir.r4.model.Reference;

/**
 * Who and where, as the EHR knows them: a literal reference where it was matched, and the identifier in any case.
 *
 * @param patient always literal: an Appointment is never written for a patient that the EHR does not have
 * @param practitioner null if the connection does not send it; so is the location
 */
record Participants(Reference patient, Reference practitioner, Reference location) {}
