package org.visita.contracts;

/** A business identifier (FHIR R4 Identifier): unique within its system. */
public record Identifier(String system, String value) {}
