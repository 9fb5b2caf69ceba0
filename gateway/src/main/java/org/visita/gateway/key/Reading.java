package org.visita.gateway.key;

import java.util.Optional;

/**
 * An entry in its one form, or what an entry there has to be.
 *
 * @param value null if it could not be read
 */
record Reading(String value, String otherwise) {

    static Reading of(Optional<String> value, String otherwise) {
        return new Reading(value.orElse(null), otherwise);
    }
}
