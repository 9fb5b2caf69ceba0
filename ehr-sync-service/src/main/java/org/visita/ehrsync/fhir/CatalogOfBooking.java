package org.visita.ehrsync.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.Failure;
import org.visita.kit.catalog.CatalogCopy;

/** What the clinic's catalog says of what a booking names. */
@ApplicationScoped
class CatalogOfBooking {

    private static final Duration UNTIL_THE_CATALOG_CAME = Duration.ofMillis(300);

    private final CatalogCopy catalog;

    @Inject
    CatalogOfBooking(CatalogCopy catalog) {
        this.catalog = catalog;
    }

    /** A booking may overtake the catalog by a moment: looks once more before it settles for less. */
    Optional<CatalogEntry> entry(ClaimedDelivery delivery, CatalogKind kind, String id) {
        Optional<CatalogEntry> entry = catalog.find(delivery.connection().clinic(), kind, id);
        if (entry.isEmpty() && delivery.firstTry()) {
            throw new DeliveryFailedException(new DeliveryOutcome.NotYet(
                    new Failure("catalog-behind", null, "The catalog does not have it yet."), UNTIL_THE_CATALOG_CAME));
        }
        return entry;
    }
}
