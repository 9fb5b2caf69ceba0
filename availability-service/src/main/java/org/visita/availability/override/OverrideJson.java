package org.visita.availability.override;

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
import org.visita.contracts.catalog.OverrideEntry;
import org.visita.kit.catalog.ToRules;

/**
 * Other hours of a practitioner at a location on one date, in place of all weekly windows that start on it. Several of
 * one date add up.
 *
 * @param date in the location's zone
 * @param modality for which visits the new hours are: {@code in-person}, {@code telehealth} or {@code either}; left out:
 *     either
 * @param windows in wall-clock time of the location; an end at or before its start means the next day; left out or
 *     empty: not working on that date
 */
public record OverrideJson(
        String practitionerId, String locationId, LocalDate date, String modality, List<OverrideEntry.Window> windows)
        implements CatalogJson {

    static final CatalogType<OverrideJson> TYPE = new CatalogType<>(CatalogKind.OVERRIDE, OverrideJson.class);

    public OverrideJson {
        modality = modality == null ? "either" : modality;
        windows = windows == null ? List.of() : windows;
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.OVERRIDE;
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
        if (date == null) {
            findings.add("/date", "is needed");
        }
        findings.date("/date", date);
        findings.code("/modality", modality, OfferedModality.class);
        WindowFindings.dated(findings, "/windows", windows);
        findings.engine(() -> ToRules.part(toEntry("new", "new", 1)));
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(
                id,
                clinic,
                version,
                new OverrideEntry(
                        practitionerId, locationId, date, Codes.value(OfferedModality.class, modality), windows));
    }
}
