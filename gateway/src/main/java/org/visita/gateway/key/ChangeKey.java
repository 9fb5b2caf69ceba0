package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.visita.contracts.access.AccessKey;
import org.visita.kit.identity.Caller;
import org.visita.kit.rest.Etags;

/** Gives a key other terms. Its secret, its id and its clinic stay; what nobody may give at creation is not given here. */
@ApplicationScoped
class ChangeKey {

    private final Keys keys;
    private final KeyGrant grant;
    private final ClinicRoom room;
    private final LastOperator operator;
    private final KeyWrites writes;
    private final KeyViews views;
    private final Clock clock;

    @Inject
    ChangeKey(
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

    Uni<Response> change(Caller caller, String keyId, String ifMatch, KeyJson.Change request) {
        Etags.require(ifMatch);
        KeyTerms terms = grant.terms(caller, request);
        return writes.once(
                caller,
                null,
                "PUT " + KeyResource.PATH + "/" + keyId,
                request,
                () -> keys.lock(caller, keyId)
                        // Also what it is now: whoever changes it decides whose key it is.
                        .invoke(key -> grant.refuseAbove(caller, key.terms()))
                        .invoke(key -> Etags.check(ifMatch, key.version))
                        .invoke(AccessKeyEntity::refuseRevoked)
                        .call(key -> give(key, terms)),
                views::respond);
    }

    private Uni<Void> give(AccessKeyEntity key, KeyTerms terms) {
        if (terms.equals(key.terms())) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        AccessKey before = key.toAccessKey();
        boolean awakes = !KeyState.isActive(key.status, key.expiresAt, now)
                && KeyState.isActive(key.status, terms.expiresAt(), now);
        Uni<Void> allowed = awakes ? room.check(key.clinic) : Uni.createFrom().voidItem();
        return allowed.invoke(() -> key.become(terms, now)).chain(() -> operator.check(before, key.toAccessKey()));
    }
}
