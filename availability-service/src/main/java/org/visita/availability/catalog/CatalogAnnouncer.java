package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.contracts.EventType;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Tells what the catalog has become. */
@ApplicationScoped
class CatalogAnnouncer {

    private final Outbox outbox;
    private final CatalogCopy copy;

    @Inject
    CatalogAnnouncer(Outbox outbox, CatalogCopy copy) {
        this.outbox = outbox;
        this.copy = copy;
    }

    /** To everybody, within the transaction of the change. */
    Uni<Void> announce(CatalogEntry entry) {
        String key = entry.kind() + "/" + entry.id();
        return outbox.append(OutboxRecord.of(Ids.next(), EventType.CATALOG_CHANGED, key, entry));
    }

    /**
     * To this replica, once the change is committed: who has just made it finds it here at once. Others hear of it from
     * the topic.
     */
    void applyHere(CatalogEntry entry) {
        copy.apply(entry);
    }
}
