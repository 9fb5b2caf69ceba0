package org.visita.availability.catalog;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.Reach;
import org.visita.kit.problem.CommonRefusal;

/** What callers of a limited reach may change in the catalog: hours, overrides and time off in that reach, nothing else. */
final class OwnCalendar {

    private static final Set<CatalogKind> CALENDAR =
            EnumSet.of(CatalogKind.SCHEDULE, CatalogKind.OVERRIDE, CatalogKind.TIME_OFF);

    private OwnCalendar() {}

    /** @throws org.visita.kit.problem.RefusedException {@code forbidden} */
    static void require(Caller caller, CatalogJson content) {
        Reach reach = caller.reach();
        if (reach.isEverything()) {
            return;
        }
        boolean own = CALENDAR.contains(content.kind())
                && isWithin(content, CatalogKind.PRACTITIONER, reach.practitioners())
                && isWithin(content, CatalogKind.LOCATION, reach.locations());
        if (!own) {
            throw CommonRefusal.FORBIDDEN
                    .because("These credentials change hours, overrides and time off within their limits only.")
                    .asException();
        }
    }

    /** What names no location holds at all of them: beyond the reach of whoever is limited to one. */
    private static boolean isWithin(CatalogJson content, CatalogKind kind, Set<String> reached) {
        List<String> named = content.references().stream()
                .filter(reference -> reference.kind() == kind)
                .map(Reference::id)
                .toList();
        return reached.isEmpty() || !named.isEmpty() && reached.containsAll(named);
    }
}
