package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.kit.paging.PageRequest;

/** Reads the catalog. */
@ApplicationScoped
class ListItems {

    private final CatalogItems items;
    private final CatalogReferences references;

    @Inject
    ListItems(CatalogItems items, CatalogReferences references) {
        this.items = items;
        this.references = references;
    }

    <T extends CatalogJson> Uni<Optional<CatalogItem<T>>> find(String clinic, UUID id, CatalogType<T> type) {
        return items.find(clinic, id, type);
    }

    /** @param named what to list by; refused if it is not there, where an empty list would look like an answer */
    <T extends CatalogJson> Uni<List<CatalogItem<T>>> list(
            String clinic, CatalogType<T> type, PageRequest page, List<Reference> named) {
        return references.refuseMissing(clinic, named).chain(() -> items.list(clinic, type, page, named));
    }
}
