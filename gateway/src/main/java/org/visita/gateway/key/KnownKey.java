package org.visita.gateway.key;

import com.github.benmanes.caffeine.cache.Interner;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.visita.contracts.Actor;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.limit.InFlight;
import org.visita.gateway.limit.Quota;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.token.InternalTokens;
import org.visita.gateway.token.MintedToken;

/** One version of a key as this replica holds it: with its token, which goes when the version goes, and its quota, which stays. */
public final class KnownKey implements Principal {

    /** Many keys have the same few sets of scopes: each is held once. */
    private static final Interner<Set<String>> SCOPES = Interner.newWeakInterner();

    private static final byte[] NO_HASH = new byte[32];
    private static final int NO_PEPPER = 0;

    private final AccessKey key;
    private final byte[] hash;
    private final byte[] previousHash;
    private final Set<String> scopes;
    private final NetworkList networks;
    private final LazyQuota quota;
    private final KeyUse use;
    private final boolean replaced;
    private volatile MintedToken token;

    KnownKey(AccessKey key) {
        this(key, LazyQuota.of(key), new KeyUse(), false);
    }

    private KnownKey(AccessKey key, LazyQuota quota, KeyUse use, boolean replaced) {
        this.key = key;
        this.hash = decode(key.hash());
        this.previousHash =
                key.previous() == null ? NO_HASH : decode(key.previous().hash());
        this.scopes = SCOPES.intern(Set.copyOf(key.scopes()));
        this.networks = NetworkList.of(key.networks());
        this.quota = quota;
        this.use = use;
        this.replaced = replaced;
    }

    /** A newer version of the same key. What was used up stays used up, whatever becomes of the limits. */
    KnownKey become(AccessKey next) {
        return new KnownKey(next, quota.become(next), use, false);
    }

    /** The same key as shown with a secret that was right once: it opens nothing, and the audit trail says why. */
    KnownKey withReplacedSecret() {
        return new KnownKey(key, quota, use, true);
    }

    private static byte[] decode(String hash) {
        return Base64.getDecoder().decode(hash);
    }

    @Override
    public String id() {
        return key.keyId();
    }

    @Override
    public String clinic() {
        return key.clinic();
    }

    @Override
    public Actor actor() {
        return new Actor(Actor.Kind.KEY, key.keyId());
    }

    @Override
    public Quota quota() {
        return quota.get();
    }

    @Override
    public InFlight inFlight() {
        return use.inFlight();
    }

    @Override
    public boolean allows(Scope scope) {
        return scopes.contains(scope.code());
    }

    @Override
    public boolean sharesWith(String origin) {
        return key.origins().contains(origin);
    }

    @Override
    public void used(Instant now) {
        use.at(now);
    }

    @Override
    public String token(InternalTokens tokens) {
        MintedToken held = token;
        if (held == null || !tokens.lasts(held)) {
            held = tokens.mint(actor(), key.clinic(), key.scopes(), key.practitioners(), key.locations());
            token = held;
        }
        return held.text();
    }

    /** What may be done with it: only these practitioners and locations; empty lists: all. */
    public List<String> practitioners() {
        return key.practitioners();
    }

    public List<String> locations() {
        return key.locations();
    }

    /** Web origins whose pages may use it. */
    public List<String> origins() {
        return key.origins();
    }

    /** JWKs that its owner signs assertions with, each as text. */
    public List<String> publicKeys() {
        return key.publicKeys();
    }

    int version() {
        return key.version();
    }

    byte[] hash() {
        return hash;
    }

    int pepperVersion() {
        return key.pepperVersion();
    }

    /** Of the secret before the last rotation; without one, a hash that no secret has. */
    byte[] previousHash() {
        return previousHash;
    }

    int previousPepperVersion() {
        return key.previous() == null ? NO_PEPPER : key.previous().pepperVersion();
    }

    boolean takesPrevious(Instant now) {
        return key.previous() != null && now.isBefore(key.previous().until());
    }

    KeyUse use() {
        return use;
    }

    /** As the row that it came from says: scopes, limits and end. */
    public AccessKey record() {
        return key;
    }

    @Override
    public Optional<String> closedBecause(Instant now, ClientAddress from) {
        String closed = closed(now, from);
        return Optional.ofNullable(closed);
    }

    private String closed(Instant now, ClientAddress from) {
        String byStatus =
                switch (key.status()) {
                    case ACTIVE -> null;
                    case DISABLED -> "key-disabled";
                    case SUSPENDED -> "key-suspended";
                    case REVOKED -> "key-revoked";
                };
        if (byStatus != null) {
            return byStatus;
        }
        if (key.expiresAt() != null && !now.isBefore(key.expiresAt())) {
            return "key-expired";
        }
        if (replaced) {
            return "key-secret-replaced";
        }
        return networks.admits(from) ? null : "key-address-refused";
    }
}
