package org.visita.availability.holiday;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.HolidayEntry;
import org.visita.kit.catalog.ToRules;
import org.visita.rules.Holiday;

/**
 * Whole dates on which locations are closed, each in its own zone.
 *
 * @param lastDate inclusive; left out: the first
 * @param locationIds which; left out or empty: all
 */
public record HolidayJson(String name, LocalDate firstDate, LocalDate lastDate, List<String> locationIds)
        implements CatalogJson {

    static final CatalogType<HolidayJson> TYPE = new CatalogType<>(CatalogKind.HOLIDAY, HolidayJson.class);

    public HolidayJson {
        lastDate = lastDate == null ? firstDate : lastDate;
        locationIds = locationIds == null ? List.of() : locationIds;
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.HOLIDAY;
    }

    @Override
    public List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < locationIds.size(); i++) {
            references.add(new Reference("/locationIds/" + i, CatalogKind.LOCATION, locationIds.get(i)));
        }
        return references;
    }

    @Override
    public void check(Findings findings) {
        findings.name(name);
        if (firstDate == null) {
            findings.add("/firstDate", "is needed");
        }
        boolean single = lastDate == null || lastDate.equals(firstDate);
        findings.dates("/firstDate", firstDate, "/lastDate", single ? null : lastDate);
        if (firstDate != null && lastDate.toEpochDay() - firstDate.toEpochDay() > Holiday.MAX_DAYS) {
            findings.add("/lastDate", "is at most " + Holiday.MAX_DAYS + " days after /firstDate");
        }
        findings.ids("/locationIds", locationIds);
        findings.engine(() -> ToRules.part(toEntry("new", "new", 1)));
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(id, clinic, version, new HolidayEntry(locationIds, firstDate, lastDate));
    }
}
