package org.visita.availability.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/** A catalog item as callers see it: what they sent, with its id and version. */
public record CatalogItemView<T extends CatalogJson>(
        String id, int version, @JsonUnwrapped T content, Instant createdAt, Instant updatedAt) {

    static <T extends CatalogJson> CatalogItemView<T> of(CatalogItem<T> item) {
        return new CatalogItemView<>(
                item.id().toString(), item.version(), item.content(), item.createdAt(), item.updatedAt());
    }
}
