package org.visita.contracts;

import java.util.Locale;

/**
 * Who did it, by a code that names no person.
 *
 * @param kind what kind of caller
 * @param id the caller's id within its kind, for example an API key's id
 */
public record Actor(Kind kind, String id) {

    public enum Kind {
        KEY,
        STAFF,
        PATIENT,
        SERVICE,
        EHR
    }

    /** Reads the form that tokens carry: {@code key:3fXk...}, {@code service:ehr-sync}. */
    public static Actor parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("an actor is written kind:id");
        }
        return new Actor(Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }
}
