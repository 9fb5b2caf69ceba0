package org.visita.booking.catalog;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.topics.TopicFollowers;

/** Keeps the copy of the catalog current by which bookings are decided. */
@ApplicationScoped
class CatalogListener {

    void follow(@Observes StartupEvent started, TopicFollowers followers, CatalogCopy copy) {
        followers.follow(Topics.AVAILABILITY_CATALOG, CatalogEntry.class, copy::apply);
    }
}
