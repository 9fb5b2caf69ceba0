package org.visita.local.check;

/**
 * Something that should not be.
 *
 * @param kind what is wrong
 * @param id of the booking or session that it is wrong with
 * @param detail what exactly; the same for as long as it stays so
 */
public record Finding(Kind kind, String id, String detail) {}
