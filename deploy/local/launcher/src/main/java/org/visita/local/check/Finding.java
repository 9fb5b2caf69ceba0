package org.visita.local.check;

/**
 * Something that should not be.
 *
 * @param kind {@code overlap}, {@code seats}, {@code lost}, {@code doubled}, {@code stale} or {@code unknown}
 * @param detail which bookings or session, by id
 */
public record Finding(String kind, String detail) {}
