package org.visita.kit.problem;

/**
 * Where the input is wrong.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 * @param detail what is wrong; does not quote the value
 */
public record FieldError(String pointer, String detail) {}
