package org.visita.kit.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.kit.identity.Reach;
import org.visita.rules.ClinicCatalog;

/**
 * The catalogs of all clinics, in memory, as {@code availability.catalog} tells them. Applies an entry only if it is
 * newer than what it has, so that duplicates and replays do no harm.
 */
@ApplicationScoped
public class CatalogCopy {

    private final Map<String, ClinicEntries> clinics = new ConcurrentHashMap<>();

    public void apply(CatalogEntry entry) {
        clinics.computeIfAbsent(entry.clinic(), clinic -> new ClinicEntries()).apply(entry);
    }

    /** What the rules engine reads; {@link ClinicCatalog#EMPTY} for a clinic without entries. */
    public ClinicCatalog of(String clinic) {
        ClinicEntries entries = clinics.get(clinic);
        return entries == null ? ClinicCatalog.EMPTY : entries.rules();
    }

    /** As {@link #of(String)}, as if only those in reach worked here, and only the locations in reach were there. */
    public ClinicCatalog of(String clinic, Reach reach) {
        ClinicEntries entries = clinics.get(clinic);
        return entries == null || reach.isEverything() ? of(clinic) : entries.rulesWithin(reach);
    }

    /** An entry as it came; empty if it is not there, or no longer. */
    public Optional<CatalogEntry> find(String clinic, CatalogKind kind, String id) {
        return Optional.ofNullable(clinics.get(clinic)).flatMap(entries -> entries.find(kind, id));
    }

    /** What the rules engine would read after a change, which is not kept. */
    public ClinicCatalog with(CatalogEntry changed) {
        return clinics.getOrDefault(changed.clinic(), new ClinicEntries()).rulesWith(changed);
    }

    /** All entries of a clinic that are not deleted, in no order. */
    public List<CatalogEntry> entries(String clinic) {
        ClinicEntries entries = clinics.get(clinic);
        return entries == null ? List.of() : entries.all();
    }
}
