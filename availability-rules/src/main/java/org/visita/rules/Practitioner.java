package org.visita.rules;

/**
 * Someone who sees patients.
 *
 * @param id of the practitioner
 */
public record Practitioner(String id) {

    public Practitioner {
        Require.id("practitioner id", id);
    }
}
