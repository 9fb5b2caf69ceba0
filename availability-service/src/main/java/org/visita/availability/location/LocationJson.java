package org.visita.availability.location;

import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.availability.catalog.WindowFindings;
import org.visita.contracts.Identifier;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.kit.catalog.ToRules;

/**
 * A place where visits happen.
 *
 * @param zone IANA name; working hours are wall-clock times of it
 * @param identifiers under which EHRs know the place; may be left out
 * @param openingHours nobody works outside of them; left out or empty: always open
 */
public record LocationJson(
        String name, String zone, List<Identifier> identifiers, List<ScheduleEntry.Window> openingHours)
        implements CatalogJson {

    public static final CatalogType<LocationJson> TYPE = new CatalogType<>(CatalogKind.LOCATION, LocationJson.class);

    public LocationJson {
        identifiers = identifiers == null ? List.of() : identifiers;
        openingHours = openingHours == null ? List.of() : openingHours;
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.LOCATION;
    }

    @Override
    public List<Reference> references() {
        return List.of();
    }

    @Override
    public void check(Findings findings) {
        findings.name(name);
        findings.zone("/zone", zone);
        findings.identifiers(identifiers);
        WindowFindings.weekly(findings, "/openingHours", openingHours);
        findings.engine(() -> ToRules.part(toEntry("new", "new", 1)));
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(id, clinic, version, new LocationEntry(zone, identifiers, openingHours));
    }
}
