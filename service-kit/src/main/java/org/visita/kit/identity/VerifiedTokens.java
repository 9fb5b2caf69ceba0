package org.visita.kit.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Tokens whose signature has been checked, for as long as they are good. The gateway sends one token with all requests of
 * a caller for most of a minute, and checking an ES256 signature costs more than all else that a token needs.
 *
 * <p>Known by its whole text, signature included: what differs in one character is checked. Nothing lives longer here
 * than it would be taken without: a token cannot be called back before it ends (ADR 6).
 */
@ApplicationScoped
class VerifiedTokens {

    /** Each about 4 KB. Callers of one minute; whoever finds no place is checked with each request. */
    private static final int MOST = 2_000;

    private record Verified(SecurityIdentity identity, Instant until) {}

    private final Map<String, Verified> known = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> lookedThrough = new AtomicReference<>(Instant.EPOCH);
    private final Clock clock;
    private final Duration oldest;

    @Inject
    VerifiedTokens(Clock clock, @ConfigProperty(name = "quarkus.oidc.token.age") Duration oldest) {
        this.clock = clock;
        this.oldest = oldest;
    }

    Optional<SecurityIdentity> find(String token) {
        Verified found = known.get(token);
        if (found == null) {
            return Optional.empty();
        }
        if (clock.instant().isBefore(found.until())) {
            return Optional.of(found.identity());
        }
        known.remove(token, found);
        return Optional.empty();
    }

    /** @param identity that has just been made of a token, and checked */
    void remember(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)
                || token.getRawToken() == null
                || known.containsKey(token.getRawToken())) {
            return;
        }
        if (known.size() >= MOST) {
            forgetEnded();
        }
        Instant until = end(token);
        if (known.size() < MOST && clock.instant().isBefore(until)) {
            known.put(token.getRawToken(), new Verified(detached(token), until));
        }
    }

    /** Once a second: with more callers than places, each of their requests would look through all of them. */
    private void forgetEnded() {
        Instant now = clock.instant();
        Instant before = lookedThrough.get();
        if (now.isBefore(before.plusSeconds(1)) || !lookedThrough.compareAndSet(before, now)) {
            return;
        }
        known.values().removeIf(verified -> !now.isBefore(verified.until()));
    }

    /** By its own word, or when it is too old for us, whichever is first. */
    private Instant end(JsonWebToken token) {
        Instant expires = Instant.ofEpochSecond(token.getExpirationTime());
        Instant tooOld = Instant.ofEpochSecond(token.getIssuedAtTime()).plus(oldest);
        return expires.isBefore(tooOld) ? expires : tooOld;
    }

    /** The same without the request that it came with, which would stay in memory for as long. */
    private static SecurityIdentity detached(JsonWebToken token) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addCredential(new AccessTokenCredential(token.getRawToken()));
        String scope = token.getClaim("scope");
        if (scope != null && !scope.isBlank()) {
            identity.addPermissionsAsString(new HashSet<>(List.of(scope.trim().split(" +"))));
        }
        return identity.build();
    }
}
