package org.visita.rules;

import java.util.Locale;
import java.util.Set;

/**
 * Someone who sees patients.
 *
 * @param id of the practitioner
 * @param specialties codes, as the clinic uses them
 * @param languages BCP 47 tags
 */
public record Practitioner(String id, Set<String> specialties, Set<String> languages) implements CatalogPart {

    public Practitioner {
        Require.id("practitioner id", id);
        specialties = Set.copyOf(Require.present("specialties", specialties));
        languages = Set.copyOf(Require.present("languages", languages));
    }

    /** Basic filtering of RFC 4647: {@code pt} finds who speaks {@code pt-BR}, not the other way round. */
    boolean speaks(String range) {
        String wanted = range.toLowerCase(Locale.ROOT);
        return languages.stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .anyMatch(tag -> tag.equals(wanted) || tag.startsWith(wanted + "-"));
    }
}
