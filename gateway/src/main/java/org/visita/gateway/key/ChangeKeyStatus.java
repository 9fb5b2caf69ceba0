package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.kit.identity.Caller;
import org.visita.kit.rest.Etags;

/** Disables a key, or enables it again. Doing it twice does no harm: the second time changes nothing. */
@ApplicationScoped
class ChangeKeyStatus {

    private final Keys keys;
    private final KeyWrites writes;
    private final Clock clock;

    @Inject
    ChangeKeyStatus(Keys keys, KeyWrites writes, Clock clock) {
        this.keys = keys;
        this.writes = writes;
        this.clock = clock;
    }

    Uni<Response> disable(Caller caller, String keyId, String ifMatch, String idempotencyKey) {
        return change(caller, keyId, Status.DISABLED, ifMatch, idempotencyKey);
    }

    Uni<Response> enable(Caller caller, String keyId, String ifMatch, String idempotencyKey) {
        return change(caller, keyId, Status.ACTIVE, ifMatch, idempotencyKey);
    }

    private Uni<Response> change(Caller caller, String keyId, Status to, String ifMatch, String idempotencyKey) {
        return writes.once(
                caller,
                idempotencyKey,
                "POST " + KeyResource.PATH + "/" + keyId + " " + to,
                null,
                () -> keys.lock(caller.clinic(), keyId)
                        .invoke(key -> Etags.check(ifMatch, key.version))
                        .invoke(key -> key.become(to, clock.instant())),
                KeyResource::render);
    }
}
