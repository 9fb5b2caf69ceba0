package org.visita.availability.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.kit.catalog.ToRules;

/**
 * Weekly hours of a practitioner at a location.
 *
 * @param validFrom first date; left out: since ever
 * @param validTo last date, inclusive; left out: for ever
 * @param windows in wall-clock time of the location; an end at or before its start means the next day
 */
public record ScheduleJson(
        String practitionerId,
        String locationId,
        LocalDate validFrom,
        LocalDate validTo,
        List<ScheduleEntry.Window> windows)
        implements CatalogJson {

    static final CatalogType<ScheduleJson> TYPE = new CatalogType<>(CatalogKind.SCHEDULE, ScheduleJson.class);

    public ScheduleJson {
        windows = windows == null ? List.of() : windows;
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.SCHEDULE;
    }

    @Override
    public List<Reference> references() {
        return List.of(
                new Reference("/practitionerId", CatalogKind.PRACTITIONER, practitionerId),
                new Reference("/locationId", CatalogKind.LOCATION, locationId));
    }

    @Override
    public void check(Findings findings) {
        findings.id("/practitionerId", practitionerId);
        findings.id("/locationId", locationId);
        findings.date("/validFrom", validFrom);
        findings.date("/validTo", validTo);
        findings.items("/windows", windows);
        if (windows.isEmpty()) {
            findings.add("/windows", "has at least one window");
        }
        for (int i = 0; i < windows.size(); i++) {
            checkWindow(findings, "/windows/" + i, windows.get(i));
        }
        findings.engine(() -> ToRules.schedule(toEntry("new", "new", 1)));
    }

    private static void checkWindow(Findings findings, String pointer, ScheduleEntry.Window window) {
        try {
            ToRules.window(window);
        } catch (DateTimeException | IllegalArgumentException | NullPointerException notOne) {
            findings.add(
                    pointer, "needs a day such as MONDAY, a start such as 08:00 and an end such as 17:00 or 24:00");
        }
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(
                id, clinic, version, new ScheduleEntry(practitionerId, locationId, validFrom, validTo, windows));
    }
}
