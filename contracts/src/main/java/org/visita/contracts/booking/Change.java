package org.visita.contracts.booking;

/**
 * One field that changed. Values are written as in the snapshot.
 *
 * @param before null if the field was empty
 * @param after null if the field is empty now
 */
public record Change(String field, String before, String after) {}
