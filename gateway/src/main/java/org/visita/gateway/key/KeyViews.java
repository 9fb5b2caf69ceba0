package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.visita.kit.rest.Etags;

/** Keys as they are shown. */
@ApplicationScoped
class KeyViews {

    private final KeyBlocks blocks;
    private final Clock clock;

    @Inject
    KeyViews(KeyBlocks blocks, Clock clock) {
        this.blocks = blocks;
        this.clock = clock;
    }

    Response respond(AccessKeyEntity row) {
        return respondWithKey(Response.ok(), row, null);
    }

    /** @param key the whole key, shown this once; null: not shown */
    Response respondWithKey(ResponseBuilder response, AccessKeyEntity row, String key) {
        return response.header("ETag", Etags.of(row.version))
                .entity(view(row, key))
                .build();
    }

    KeyJson.View of(AccessKeyEntity row) {
        return view(row, null);
    }

    private KeyJson.View view(AccessKeyEntity row, String key) {
        Instant now = clock.instant();
        Optional<Instant> blocked = blocks.blockedUntil(row.keyId);
        KeyTerms terms = row.terms();
        return new KeyJson.View(
                row.keyId,
                row.version,
                key,
                row.label,
                row.owner,
                row.clinic,
                terms.scopes(),
                KeyState.of(row, now, blocked.isPresent()).code(),
                blocked.orElse(null),
                new KeyJson.Limits(row.perSecond, row.perMinute),
                terms.networks(),
                terms.origins(),
                new KeyJson.LimitedTo(terms.practitioners(), terms.locations()),
                new KeyJson.Jwks(
                        terms.publicKeys().stream().map(PublicJwk::parse).toList()),
                row.expiresAt,
                row.previousUntil != null && row.previousUntil.isAfter(now) ? row.previousUntil : null,
                row.lastUsedAt,
                row.createdAt,
                row.updatedAt);
    }
}
