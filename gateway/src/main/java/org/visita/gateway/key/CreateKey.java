package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.kit.identity.Caller;
import org.visita.kit.rest.Etags;

/** Makes a key. The whole key stands in this one answer and nowhere else. */
@ApplicationScoped
class CreateKey {

    private final KeyGrant grant;
    private final Pepper pepper;
    private final Keys keys;
    private final ClinicRoom room;
    private final KeyWrites writes;
    private final Clock clock;

    @Inject
    CreateKey(KeyGrant grant, Pepper pepper, Keys keys, ClinicRoom room, KeyWrites writes, Clock clock) {
        this.grant = grant;
        this.pepper = pepper;
        this.keys = keys;
        this.room = room;
        this.writes = writes;
        this.clock = clock;
    }

    Uni<Response> create(Caller caller, String idempotencyKey, KeyJson.Request request) {
        KeyGrant.Granted granted = grant.check(caller, request);
        ApiKey key = ApiKey.random(ApiKey.Kind.LIVE);
        return writes.once(
                caller,
                idempotencyKey,
                "POST " + KeyResource.PATH,
                request,
                () -> room.check(granted.clinic()).chain(() -> keys.add(row(key, granted))),
                row -> created(row, key));
    }

    AccessKeyEntity row(ApiKey key, KeyGrant.Granted granted) {
        AccessKey record = new AccessKey(
                key.id(),
                granted.clinic(),
                1,
                Base64.getEncoder().encodeToString(pepper.hash(key.secret())),
                Pepper.VERSION,
                granted.scopes(),
                Status.ACTIVE,
                granted.expiresAt(),
                granted.perSecond(),
                granted.perMinute());
        return AccessKeyEntity.of(record, granted.label(), clock.instant());
    }

    private static Response created(AccessKeyEntity row, ApiKey key) {
        return Response.created(URI.create(KeyResource.PATH + "/" + row.keyId))
                .header("ETag", Etags.of(row.version))
                .entity(KeyJson.View.withKey(row, key.text()))
                .build();
    }
}
