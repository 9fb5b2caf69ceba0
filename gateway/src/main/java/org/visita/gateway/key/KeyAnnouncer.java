package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.contracts.EventType;
import org.visita.contracts.access.AccessKey;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Tells every replica of the gateway what a key is now. */
@ApplicationScoped
class KeyAnnouncer {

    private final Outbox outbox;

    @Inject
    KeyAnnouncer(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> announce(AccessKey key) {
        return outbox.append(OutboxRecord.of(Ids.next(), EventType.ACCESS_KEY_CHANGED, key.keyId(), key));
    }
}
