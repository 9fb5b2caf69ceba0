package org.visita.kit.identity;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.visita.kit.problem.CommonRefusal;

/**
 * Whose calendars a caller may touch: those of some practitioners, at some locations, or everybody's everywhere. Both
 * together count: who is limited to a practitioner and to a location reaches that practitioner's visits there.
 *
 * @param practitioners ids; empty: of all
 * @param locations ids; empty: of all
 */
public record Reach(Set<String> practitioners, Set<String> locations) {

    public static final Reach EVERYTHING = new Reach(Set.of(), Set.of());

    public Reach {
        practitioners = Set.copyOf(practitioners);
        locations = Set.copyOf(locations);
    }

    public static Reach of(Collection<String> practitioners, Collection<String> locations) {
        return practitioners.isEmpty() && locations.isEmpty()
                ? EVERYTHING
                : new Reach(Set.copyOf(practitioners), Set.copyOf(locations));
    }

    public boolean isEverything() {
        return practitioners.isEmpty() && locations.isEmpty();
    }

    public boolean coversPractitioner(String id) {
        return practitioners.isEmpty() || practitioners.contains(id);
    }

    public boolean coversLocation(String id) {
        return locations.isEmpty() || locations.contains(id);
    }

    public boolean covers(UUID practitioner, UUID location) {
        return isEverything() || coversPractitioner(practitioner.toString()) && coversLocation(location.toString());
    }

    /**
     * For those who name somebody or some place; what is null is not named.
     *
     * @throws org.visita.kit.problem.RefusedException {@code forbidden}
     */
    public void require(String practitioner, String location) {
        if (practitioner != null && !coversPractitioner(practitioner)
                || location != null && !coversLocation(location)) {
            throw CommonRefusal.FORBIDDEN
                    .because("These credentials are limited to other practitioners or locations.")
                    .asException();
        }
    }
}
