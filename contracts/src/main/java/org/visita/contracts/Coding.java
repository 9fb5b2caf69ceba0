package org.visita.contracts;

/** A code of a terminology (FHIR R4 Coding without display). */
public record Coding(String system, String code) {}
