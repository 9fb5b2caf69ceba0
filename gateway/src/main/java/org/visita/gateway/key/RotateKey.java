package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.visita.contracts.access.AccessKey.Secret;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;

/**
 * Gives a key a new secret, which is shown once. Its id stays, and with it all that is known of the key. For a while the
 * secret so far is taken too, so that its owner can replace it in peace; the one before that ends at once.
 */
@ApplicationScoped
class RotateKey {

    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private final Keys keys;
    private final KeyGrant grant;
    private final NewSecret secrets;
    private final KeyWrites writes;
    private final KeyViews views;
    private final Clock clock;

    @Inject
    RotateKey(Keys keys, KeyGrant grant, NewSecret secrets, KeyWrites writes, KeyViews views, Clock clock) {
        this.keys = keys;
        this.grant = grant;
        this.secrets = secrets;
        this.writes = writes;
        this.views = views;
        this.clock = clock;
    }

    Uni<Response> rotate(Caller caller, String keyId, String ifMatch, String idempotencyKey, KeyJson.Rotation request) {
        Duration overlap = overlap(request);
        ApiKey key = ApiKey.withNewSecret(ApiKey.Kind.LIVE, keyId);
        Secret secret = secrets.of(key);
        return writes.once(
                caller,
                idempotencyKey,
                "POST " + KeyResource.PATH + "/" + keyId + "/rotate",
                request,
                () -> keys.lock(caller, keyId)
                        // Whoever rotates a key holds it afterwards.
                        .invoke(row -> grant.refuseBeyond(caller, row.terms()))
                        .invoke(row -> Etags.check(ifMatch, row.version))
                        .invoke(AccessKeyEntity::refuseRevoked)
                        .invoke(row -> rotate(row, secret, overlap)),
                row -> views.respondWithKey(Response.ok(), row, key.text()));
    }

    private void rotate(AccessKeyEntity row, Secret secret, Duration overlap) {
        Instant now = clock.instant();
        row.rotate(secret, now.plus(overlap), now);
    }

    private static Duration overlap(KeyJson.Rotation request) {
        if (request == null || request.overlap() == null) {
            return USUAL_OVERLAP;
        }
        try {
            Duration overlap = Duration.parse(request.overlap());
            if (!overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0) {
                return overlap;
            }
        } catch (DateTimeParseException notADuration) {
            // Refused like one that is too long.
        }
        throw Refusal.invalid("/overlap", "is a duration as in ISO 8601, from PT0S to P7D")
                .asException();
    }
}
