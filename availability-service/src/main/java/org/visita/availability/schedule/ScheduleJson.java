package org.visita.availability.schedule;

import java.time.LocalDate;
import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Codes;
import org.visita.availability.catalog.Findings;
import org.visita.availability.catalog.WindowFindings;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.kit.catalog.ToRules;

/**
 * Weekly hours of a practitioner at a location.
 *
 * @param validFrom first date; left out: since ever
 * @param validTo last date, inclusive; left out: for ever
 * @param modality for which visits these hours are: {@code in-person}, {@code telehealth} or {@code either}; left out:
 *     either
 * @param windows in wall-clock time of the location; an end at or before its start means the next day. They may
 *     adjoin, and do not overlap
 */
public record ScheduleJson(
        String practitionerId,
        String locationId,
        LocalDate validFrom,
        LocalDate validTo,
        String modality,
        List<ScheduleEntry.Window> windows)
        implements CatalogJson {

    static final CatalogType<ScheduleJson> TYPE = new CatalogType<>(CatalogKind.SCHEDULE, ScheduleJson.class);

    public ScheduleJson {
        modality = modality == null ? "either" : modality;
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
        findings.dates("/validFrom", validFrom, "/validTo", validTo);
        findings.code("/modality", modality, OfferedModality.class);
        if (windows.isEmpty()) {
            findings.add("/windows", "has at least one window");
        }
        WindowFindings.weekly(findings, "/windows", windows);
        findings.engine(() -> ToRules.part(toEntry("new", "new", 1)));
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(
                id,
                clinic,
                version,
                new ScheduleEntry(
                        practitionerId,
                        locationId,
                        validFrom,
                        validTo,
                        windows,
                        Codes.value(OfferedModality.class, modality)));
    }
}
