package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.contracts.EventType;
import org.visita.contracts.access.AccessKey;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Tells every replica of the gateway what a key is now, signed. */
@ApplicationScoped
class KeyAnnouncer {

    private final Outbox outbox;
    private final KeySignature signature;

    @Inject
    KeyAnnouncer(Outbox outbox, KeySignature signature) {
        this.outbox = outbox;
        this.signature = signature;
    }

    Uni<Void> announce(AccessKey key) {
        return outbox.append(
                OutboxRecord.of(Ids.next(), EventType.ACCESS_KEY_CHANGED, key.keyId(), signature.sign(key)));
    }
}
