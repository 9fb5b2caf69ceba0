package org.visita.gateway.key;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.visita.contracts.Actor;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.gateway.limit.InFlight;
import org.visita.gateway.limit.Quota;
import org.visita.gateway.token.InternalTokens;
import org.visita.gateway.token.MintedToken;

/** One version of a key as this replica holds it: with its token, which goes when the version goes, and its quota, which stays. */
public final class KnownKey {

    private final AccessKey key;
    private final byte[] hash;
    private final Set<String> scopes;
    private final Quota quota;
    private final InFlight inFlight;
    private volatile MintedToken token;

    KnownKey(AccessKey key) {
        this(key, quotaOf(key), new InFlight());
    }

    private KnownKey(AccessKey key, Quota quota, InFlight inFlight) {
        this.key = key;
        this.hash = Base64.getDecoder().decode(key.hash());
        this.scopes = Set.copyOf(key.scopes());
        this.quota = quota;
        this.inFlight = inFlight;
    }

    /** A newer version of the same key. What was used up stays used up, unless the limits themselves changed. */
    KnownKey become(AccessKey next) {
        boolean sameLimits = next.perSecond() == key.perSecond() && next.perMinute() == key.perMinute();
        return new KnownKey(next, sameLimits ? quota : quotaOf(next), inFlight);
    }

    private static Quota quotaOf(AccessKey key) {
        return Quota.of(
                List.of(new Quota.Window("sec", key.perSecond(), 1), new Quota.Window("min", key.perMinute(), 60)));
    }

    public String id() {
        return key.keyId();
    }

    public String clinic() {
        return key.clinic();
    }

    public Actor actor() {
        return new Actor(Actor.Kind.KEY, key.keyId());
    }

    public Quota quota() {
        return quota;
    }

    public InFlight inFlight() {
        return inFlight;
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope.code());
    }

    /** Of the internal token that stands for this key, minted anew when the last one has little time left. */
    public String token(InternalTokens tokens) {
        MintedToken held = token;
        if (held == null || !tokens.lasts(held)) {
            held = tokens.mint(actor(), key.clinic(), key.scopes());
            token = held;
        }
        return held.text();
    }

    int version() {
        return key.version();
    }

    byte[] hash() {
        return hash;
    }

    /** As the row that it came from says: scopes, limits and end. */
    AccessKey record() {
        return key;
    }

    /** Why this key opens no door, as a code for the audit trail; empty if it does. */
    public Optional<String> closedBecause(Instant now) {
        if (key.status() != Status.ACTIVE) {
            return Optional.of("key-disabled");
        }
        boolean expired = key.expiresAt() != null && !now.isBefore(key.expiresAt());
        return expired ? Optional.of("key-expired") : Optional.empty();
    }
}
