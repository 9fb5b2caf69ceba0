package org.visita.availability.catalog;

import java.time.Instant;
import java.util.UUID;
import org.visita.contracts.catalog.CatalogEntry;

/**
 * One thing of the catalog with its place in time.
 *
 * @param version 1 at creation, one more with each change
 */
public record CatalogItem<T extends CatalogJson>(
        UUID id, String clinic, int version, T content, Instant createdAt, Instant updatedAt) {

    CatalogItem<T> next(T changed, Instant now) {
        return new CatalogItem<>(id, clinic, version + 1, changed, createdAt, now);
    }

    /** What the other services get to know of it. */
    CatalogEntry entry() {
        return content.toEntry(id.toString(), clinic, version);
    }

    /** The same of its end. */
    CatalogEntry farewell() {
        return CatalogEntry.deleted(content.kind(), id.toString(), clinic, version + 1);
    }
}
