package org.visita.contracts.catalog;

import java.time.Instant;

/**
 * When a practitioner sees nobody, anywhere. Why stays with the clinic.
 *
 * @param start inclusive
 * @param end exclusive
 */
public record TimeOffEntry(String practitionerId, Instant start, Instant end) {}
