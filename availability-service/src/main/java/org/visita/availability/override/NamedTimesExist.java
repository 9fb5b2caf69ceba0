package org.visita.availability.override;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.visita.availability.catalog.CatalogItem;
import org.visita.availability.catalog.CatalogItems;
import org.visita.availability.catalog.CatalogProblem;
import org.visita.availability.catalog.CatalogRule;
import org.visita.availability.location.LocationJson;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.kit.catalog.ToRules;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.rules.DateOverride;
import org.visita.rules.LocalWindow;

/**
 * A local time that an override names is shown by the clocks of its location on that date. It is never shifted to one
 * that is: nobody has asked for that.
 */
@ApplicationScoped
class NamedTimesExist implements CatalogRule {

    private final CatalogItems items;

    @Inject
    NamedTimesExist(CatalogItems items) {
        this.items = items;
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.OVERRIDE;
    }

    @Override
    public Uni<Void> check(CatalogItem<?> item) {
        DateOverride override = (DateOverride) ToRules.part(item.content().toEntry("new", item.clinic(), 1));
        return items.find(item.clinic(), UUID.fromString(override.locationId()), LocationJson.TYPE)
                .invoke(found -> found.ifPresent(location ->
                        refuseNonexistent(override, ZoneId.of(location.content().zone()))))
                .replaceWithVoid();
    }

    private static void refuseNonexistent(DateOverride override, ZoneId zone) {
        List<FieldError> errors = new ArrayList<>();
        for (int at = 0; at < override.windows().size(); at++) {
            LocalWindow window = override.windows().get(at);
            // The end of a date always comes, so what is missing of this one is its start.
            int starts = missing(override, new LocalWindow(window.start(), LocalTime.MIDNIGHT), zone);
            if (starts > 0) {
                errors.add(new FieldError("/windows/" + at + "/start", "does not exist on that date"));
            }
            if (missing(override, window, zone) > starts) {
                errors.add(new FieldError("/windows/" + at + "/end", "does not exist on that date"));
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal(
                            CatalogProblem.NONEXISTENT_LOCAL_TIME,
                            "The clocks of the location are put forward over this time. Choose the hour before or"
                                    + " after.",
                            errors,
                            List.of(),
                            null)
                    .asException();
        }
    }

    private static int missing(DateOverride override, LocalWindow window, ZoneId zone) {
        return new DateOverride(
                        override.id(),
                        override.practitionerId(),
                        override.locationId(),
                        override.date(),
                        override.modalities(),
                        List.of(window))
                .nonexistentTimes(zone)
                .size();
    }
}
