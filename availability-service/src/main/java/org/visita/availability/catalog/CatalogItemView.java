package org.visita.availability.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.visita.availability.catalog.Impact.NonexistentTime;

/**
 * A catalog item as callers see it: what they sent, with its id and version.
 *
 * @param affectedBookings when it has just been changed; else null
 * @param nonexistentTimes when it has just been changed, and there are any; else null
 */
public record CatalogItemView<T extends CatalogJson>(
        String id,
        int version,
        @JsonUnwrapped T content,
        Instant createdAt,
        Instant updatedAt,
        AffectedBookingsJson affectedBookings,
        List<NonexistentTime> nonexistentTimes) {

    static <T extends CatalogJson> CatalogItemView<T> of(CatalogItem<T> item) {
        return of(item, new Impact(null, null));
    }

    static <T extends CatalogJson> CatalogItemView<T> of(CatalogItem<T> item, Impact impact) {
        return new CatalogItemView<>(
                item.id().toString(),
                item.version(),
                item.content(),
                item.createdAt(),
                item.updatedAt(),
                impact.affectedBookings(),
                impact.nonexistentTimes());
    }
}
