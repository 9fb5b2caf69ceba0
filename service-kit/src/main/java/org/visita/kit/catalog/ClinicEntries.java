package org.visita.kit.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.kit.identity.Reach;
import org.visita.rules.ClinicCatalog;

/** One clinic's entries; the engine's view of them is built when it is first asked for after a change. */
final class ClinicEntries {

    private static final int MOST_LIMITED = 100;

    private record Key(CatalogKind kind, String id) {}

    private final Map<Key, CatalogEntry> entries = new HashMap<>();
    private volatile ClinicCatalog rules;

    /** For callers of a limited reach, of whom a clinic has a few; made anew like the whole. */
    private final Map<Reach, ClinicCatalog> limited = new ConcurrentHashMap<>();

    /** @throws RuntimeException if the engine would not take the entry; then the one before it stays */
    synchronized void apply(CatalogEntry entry) {
        if (!entry.deleted()) {
            ToRules.part(entry);
        }
        Key key = new Key(entry.kind(), entry.id());
        CatalogEntry known = entries.get(key);
        if (known == null || known.version() < entry.version()) {
            // A deleted entry stays, without content, so that an older one that comes late does not revive it.
            entries.put(key, entry);
            rules = null;
            limited.clear();
        }
    }

    synchronized Optional<CatalogEntry> find(CatalogKind kind, String id) {
        return Optional.ofNullable(entries.get(new Key(kind, id))).filter(entry -> !entry.deleted());
    }

    ClinicCatalog rules() {
        ClinicCatalog built = rules;
        return built == null ? build() : built;
    }

    ClinicCatalog rulesWithin(Reach reach) {
        ClinicCatalog built = limited.get(reach);
        return built == null ? buildWithin(reach) : built;
    }

    private synchronized ClinicCatalog buildWithin(Reach reach) {
        if (limited.size() >= MOST_LIMITED) {
            limited.clear();
        }
        ClinicCatalog built = build(entries.values().stream()
                .filter(entry -> isWithin(reach, entry))
                .toList());
        limited.put(reach, built);
        return built;
    }

    private static boolean isWithin(Reach reach, CatalogEntry entry) {
        return switch (entry.kind()) {
            case PRACTITIONER -> reach.coversPractitioner(entry.id());
            case LOCATION -> reach.coversLocation(entry.id());
            default -> true;
        };
    }

    /** What the engine's view would be after a change, which is not kept. */
    synchronized ClinicCatalog rulesWith(CatalogEntry changed) {
        Map<Key, CatalogEntry> after = new HashMap<>(entries);
        after.put(new Key(changed.kind(), changed.id()), changed);
        return build(after.values());
    }

    synchronized List<CatalogEntry> all() {
        return entries.values().stream().filter(entry -> !entry.deleted()).toList();
    }

    private synchronized ClinicCatalog build() {
        rules = build(entries.values());
        return rules;
    }

    private static ClinicCatalog build(Collection<CatalogEntry> entries) {
        return ClinicCatalog.of(entries.stream()
                .filter(entry -> !entry.deleted())
                .map(ToRules::part)
                .toList());
    }
}
