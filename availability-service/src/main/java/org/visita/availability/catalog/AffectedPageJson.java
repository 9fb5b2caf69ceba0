package org.visita.availability.catalog;

import java.util.List;
import org.visita.kit.paging.Page;

/**
 * One page of the bookings that do not fit the catalog.
 *
 * @param items by start, then id
 * @param next cursor of the next page; null on the last one
 * @param complete false if bookings of the last moments may be missing, or stand here as they were
 * @param reason why it is not complete, else null
 */
public record AffectedPageJson(List<AffectedBookingJson> items, String next, boolean complete, String reason) {

    static AffectedPageJson of(Page<AffectedBookingJson> page, boolean complete) {
        return new AffectedPageJson(page.items(), page.next(), complete, complete ? null : AffectedBookingsJson.BEHIND);
    }
}
