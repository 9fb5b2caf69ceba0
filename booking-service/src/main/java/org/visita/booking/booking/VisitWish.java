package org.visita.booking.booking;

import java.time.Instant;

/**
 * What a caller wants to be booked; what is null is left to the clinic.
 *
 * @param practitionerId null: anyone who is free
 * @param locationId null: anywhere it is offered
 */
record VisitWish(String patientId, String visitTypeId, Instant start, String practitionerId, String locationId) {}
