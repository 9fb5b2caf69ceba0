package org.visita.kit.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.rules.ClinicCatalog;

/** One clinic's entries; the engine's view of them is built when it is first asked for after a change. */
final class ClinicEntries {

    private record Key(CatalogKind kind, String id) {}

    private final Map<Key, CatalogEntry> entries = new HashMap<>();
    private volatile ClinicCatalog rules;

    /** @throws RuntimeException if the engine would not take the entry; then the one before it stays */
    synchronized void apply(CatalogEntry entry) {
        if (!entry.deleted()) {
            ToRules.check(entry);
        }
        Key key = new Key(entry.kind(), entry.id());
        CatalogEntry known = entries.get(key);
        if (known == null || known.version() < entry.version()) {
            // A deleted entry stays, without content, so that an older one that comes late does not revive it.
            entries.put(key, entry);
            rules = null;
        }
    }

    synchronized Optional<CatalogEntry> find(CatalogKind kind, String id) {
        return Optional.ofNullable(entries.get(new Key(kind, id))).filter(entry -> !entry.deleted());
    }

    ClinicCatalog rules() {
        ClinicCatalog built = rules;
        return built == null ? build() : built;
    }

    private synchronized ClinicCatalog build() {
        Collection<CatalogEntry> all = entries.values();
        rules = new ClinicCatalog(
                each(all, CatalogKind.LOCATION, ToRules::location),
                each(all, CatalogKind.ROOM, ToRules::room),
                each(all, CatalogKind.PRACTITIONER, ToRules::practitioner),
                each(all, CatalogKind.VISIT_TYPE, ToRules::visitType),
                each(all, CatalogKind.SCHEDULE, ToRules::schedule));
        return rules;
    }

    private static <T> List<T> each(Collection<CatalogEntry> all, CatalogKind kind, Function<CatalogEntry, T> toRules) {
        return all.stream()
                .filter(entry -> entry.kind() == kind && !entry.deleted())
                .map(toRules)
                .toList();
    }
}
