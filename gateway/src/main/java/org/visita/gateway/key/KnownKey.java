package org.visita.gateway.key;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.visita.contracts.Actor;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.gateway.limit.Quota;
import org.visita.gateway.token.InternalTokens;
import org.visita.gateway.token.MintedToken;

/** One version of a key as this replica holds it: with its token, which goes when the version goes, and its quota, which stays. */
public final class KnownKey {

    private final AccessKey key;
    private final byte[] hash;
    private final Set<String> scopes;
    private final Quota quota;
    private volatile MintedToken token;

    KnownKey(AccessKey key, Quota quota) {
        this.key = key;
        this.hash = Base64.getDecoder().decode(key.hash());
        this.scopes = Set.copyOf(key.scopes());
        this.quota = quota;
    }

    /** A newer version of the same key. What was used up stays used up, unless the limits themselves changed. */
    KnownKey become(AccessKey next) {
        boolean sameLimits = next.perSecond() == key.perSecond() && next.perMinute() == key.perMinute();
        return new KnownKey(next, sameLimits ? quota : quotaOf(next));
    }

    static Quota quotaOf(AccessKey key) {
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

    boolean opens(Instant now) {
        return key.status() == Status.ACTIVE && (key.expiresAt() == null || now.isBefore(key.expiresAt()));
    }
}
