package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.kit.identity.Caller;
import org.visita.kit.rest.Etags;

/** Disables a key, enables it again, or revokes it for good. Doing it twice does no harm: the second time changes nothing. */
@ApplicationScoped
class ChangeKeyStatus {

    private final Keys keys;
    private final KeyGrant grant;
    private final ClinicRoom room;
    private final LastOperator operator;
    private final KeyWrites writes;
    private final KeyViews views;
    private final Clock clock;

    @Inject
    ChangeKeyStatus(
            Keys keys,
            KeyGrant grant,
            ClinicRoom room,
            LastOperator operator,
            KeyWrites writes,
            KeyViews views,
            Clock clock) {
        this.keys = keys;
        this.grant = grant;
        this.room = room;
        this.operator = operator;
        this.writes = writes;
        this.views = views;
        this.clock = clock;
    }

    Uni<Response> disable(Caller caller, String keyId, String ifMatch, String idempotencyKey) {
        return change(caller, keyId, Status.DISABLED, ifMatch, idempotencyKey);
    }

    Uni<Response> enable(Caller caller, String keyId, String ifMatch, String idempotencyKey) {
        return change(caller, keyId, Status.ACTIVE, ifMatch, idempotencyKey);
    }

    Uni<Response> revoke(Caller caller, String keyId, String ifMatch, String idempotencyKey) {
        return change(caller, keyId, Status.REVOKED, ifMatch, idempotencyKey);
    }

    private Uni<Response> change(Caller caller, String keyId, Status to, String ifMatch, String idempotencyKey) {
        return writes.once(
                caller,
                idempotencyKey,
                "POST " + KeyResource.PATH + "/" + keyId + " " + to,
                null,
                () -> keys.lock(caller, keyId)
                        .invoke(key -> grant.refuseAbove(caller, key.terms()))
                        .invoke(key -> Etags.check(ifMatch, key.version))
                        .call(key -> key.status == to ? Uni.createFrom().voidItem() : bring(key, to)),
                views::respond);
    }

    private Uni<Void> bring(AccessKeyEntity key, Status to) {
        key.refuseRevoked();
        AccessKey before = key.toAccessKey();
        Uni<Void> allowed =
                to == Status.ACTIVE ? room.check(key.clinic) : Uni.createFrom().voidItem();
        return allowed.invoke(() -> key.become(to, clock.instant()))
                .chain(() -> operator.check(before, key.toAccessKey()));
    }
}
