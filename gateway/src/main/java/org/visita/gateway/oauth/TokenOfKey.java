package org.visita.gateway.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.visita.contracts.Actor;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.key.KnownKey;
import org.visita.gateway.key.Scope;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.limit.InFlight;
import org.visita.gateway.limit.Quota;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.token.InternalTokens;
import org.visita.gateway.token.MintedToken;

/**
 * A key that shows an access token instead of itself. All that stops or slows the key does so here, at once: the token
 * adds an end of its own, and may have fewer scopes.
 */
final class TokenOfKey implements Principal {

    private final AccessToken token;
    private final KnownKey key;
    private final List<String> scopes;
    private final Instant credentialUntil;
    private volatile MintedToken minted;

    TokenOfKey(AccessToken token, KnownKey key) {
        this.token = token;
        this.key = key;
        this.scopes =
                token.scopes().stream().filter(key.record().scopes()::contains).toList();
        this.credentialUntil = CredentialMark.goodUntil(key.record(), token.mark());
    }

    KnownKey key() {
        return key;
    }

    @Override
    public String id() {
        return key.id();
    }

    @Override
    public String clinic() {
        return key.clinic();
    }

    @Override
    public Actor actor() {
        return key.actor();
    }

    @Override
    public boolean allows(Scope scope) {
        return scopes.contains(scope.code());
    }

    @Override
    public boolean sharesWith(String origin) {
        return key.sharesWith(origin);
    }

    @Override
    public Quota quota() {
        return key.quota();
    }

    @Override
    public InFlight inFlight() {
        return key.inFlight();
    }

    @Override
    public void used(Instant now) {
        key.used(now);
    }

    @Override
    public String token(InternalTokens tokens) {
        AccessKey record = key.record();
        if (scopes.size() == record.scopes().size()) {
            return key.token(tokens);
        }
        MintedToken held = minted;
        if (held == null || !tokens.lasts(held)) {
            held = tokens.mint(actor(), clinic(), scopes, record.practitioners(), record.locations());
            minted = held;
        }
        return held.text();
    }

    @Override
    public Optional<String> closedBecause(Instant now, ClientAddress from) {
        if (!now.isBefore(token.expiresAt())) {
            return Optional.of("token-expired");
        }
        Optional<String> closed = key.closedBecause(now, from);
        return closed.isPresent() || now.isBefore(credentialUntil) ? closed : Optional.of("token-of-old-credential");
    }
}
