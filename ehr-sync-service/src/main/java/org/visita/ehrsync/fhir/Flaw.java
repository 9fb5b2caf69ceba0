package org.visita.ehrsync.fhir;

/**
 * What makes an Appointment of ours invalid.
 *
 * @param path of the element, for example {@code Appointment.participant[0].actor}
 * @param rule that is broken: an invariant of FHIR ({@code app-3}), a message id of HAPI's validator, or a rule of ours
 * @param text one sentence; quotes codes and systems, and nothing of a booking
 */
record Flaw(String path, String rule, String text) {}
