package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.rest.Etags;

/** Disables a key, or enables it again. Doing it twice does no harm: the second time changes nothing. */
@ApplicationScoped
class ChangeKeyStatus {

    private final Keys keys;
    private final ClinicRoom room;
    private final KeyWrites writes;
    private final Clock clock;

    @Inject
    ChangeKeyStatus(Keys keys, ClinicRoom room, KeyWrites writes, Clock clock) {
        this.keys = keys;
        this.room = room;
        this.writes = writes;
        this.clock = clock;
    }

    Uni<Response> disable(Caller caller, String keyId, String ifMatch, String idempotencyKey) {
        return change(caller, keyId, Status.DISABLED, ifMatch, idempotencyKey);
    }

    Uni<Response> enable(Caller caller, String keyId, String ifMatch, String idempotencyKey) {
        return change(caller, keyId, Status.ACTIVE, ifMatch, idempotencyKey);
    }

    private static void refuseWhatIsAbove(Caller caller, AccessKeyEntity key) {
        if (!Scope.PLATFORM_OPERATE.isOf(caller) && !caller.scopes().containsAll(key.scopeCodes())) {
            throw CommonRefusal.FORBIDDEN
                    .because("A key changes only keys that have no scope beyond its own.")
                    .asException();
        }
    }

    /** Without any the platform could be operated again only by hand, in the database. */
    private Uni<Void> refuseLastOperator(AccessKeyEntity key) {
        if (!key.scopeCodes().contains(Scope.PLATFORM_OPERATE.code())) {
            return Uni.createFrom().voidItem();
        }
        return keys.isOperatedWithout(key, clock.instant())
                .invoke(operated -> {
                    if (!operated) {
                        throw KeyProblem.LAST_OPERATOR
                                .because("This is the last key that operates the platform: make another one first.")
                                .asException();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Response> change(Caller caller, String keyId, Status to, String ifMatch, String idempotencyKey) {
        return writes.once(
                caller,
                idempotencyKey,
                "POST " + KeyResource.PATH + "/" + keyId + " " + to,
                null,
                () -> keys.lock(caller, keyId)
                        .invoke(key -> refuseWhatIsAbove(caller, key))
                        .invoke(key -> Etags.check(ifMatch, key.version))
                        .call(key -> key.status == to
                                ? Uni.createFrom().voidItem()
                                : to == Status.ACTIVE ? room.check(key.clinic) : refuseLastOperator(key))
                        .invoke(key -> key.become(to, clock.instant())),
                KeyResource::render);
    }
}
