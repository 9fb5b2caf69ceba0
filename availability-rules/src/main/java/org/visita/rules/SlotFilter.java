package org.visita.rules;

import java.util.Set;

/**
 * Narrows who and where.
 *
 * @param practitionerIds by whom; empty means anyone
 * @param locationIds where; empty means anywhere
 * @param specialty a code that the practitioner has; null means any
 * @param language a BCP 47 tag that the practitioner speaks; {@code pt} finds {@code pt-BR} too; null means any
 */
public record SlotFilter(Set<String> practitionerIds, Set<String> locationIds, String specialty, String language) {

    /** Everybody, everywhere. */
    public static final SlotFilter ANY = new SlotFilter(Set.of(), Set.of(), null, null);

    public SlotFilter {
        practitionerIds = Set.copyOf(Require.present("practitionerIds", practitionerIds));
        locationIds = Set.copyOf(Require.present("locationIds", locationIds));
    }

    /** That practitioner at that location; null leaves either open. */
    public static SlotFilter of(String practitionerId, String locationId) {
        return new SlotFilter(only(practitionerId), only(locationId), null, null);
    }

    boolean takes(Practitioner practitioner, Location location) {
        return (practitionerIds.isEmpty() || practitionerIds.contains(practitioner.id()))
                && (locationIds.isEmpty() || locationIds.contains(location.id()))
                && (specialty == null || practitioner.specialties().contains(specialty))
                && (language == null || practitioner.speaks(language));
    }

    private static Set<String> only(String id) {
        return id == null ? Set.of() : Set.of(id);
    }
}
