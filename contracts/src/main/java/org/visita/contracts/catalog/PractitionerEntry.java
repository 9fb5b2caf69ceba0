package org.visita.contracts.catalog;

import java.util.List;
import org.visita.contracts.Identifier;

/**
 * Somebody who sees patients. The name stays with availability-service.
 *
 * @param identifiers under which other systems know the practitioner
 * @param specialties codes, as the clinic uses them
 * @param languages BCP 47 tags
 */
public record PractitionerEntry(List<Identifier> identifiers, List<String> specialties, List<String> languages) {
    public PractitionerEntry {
        identifiers = List.copyOf(identifiers);
        specialties = List.copyOf(specialties);
        languages = List.copyOf(languages);
    }
}
