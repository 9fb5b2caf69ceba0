package org.visita.gateway.staff;

import java.time.Instant;
import java.util.Optional;
import org.visita.contracts.Actor;
import org.visita.gateway.key.Scope;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.limit.InFlight;
import org.visita.gateway.limit.Quota;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.token.InternalTokens;
import org.visita.gateway.token.MintedToken;

/** A person who shows one token of the staff's issuer. */
final class StaffPrincipal implements Principal {

    private final StaffMember member;
    private final String clinic;
    private final StaffRoles.Rights rights;
    private final Instant expiresAt;
    private volatile MintedToken minted;

    /** @param clinic null if the issuer names none; then nothing opens */
    StaffPrincipal(StaffMember member, String clinic, StaffRoles.Rights rights, Instant expiresAt) {
        this.member = member;
        this.clinic = clinic;
        this.rights = rights;
        this.expiresAt = expiresAt;
    }

    @Override
    public String id() {
        return member.id();
    }

    @Override
    public String clinic() {
        return clinic;
    }

    @Override
    public Actor actor() {
        return new Actor(Actor.Kind.STAFF, member.id());
    }

    @Override
    public boolean allows(Scope scope) {
        return rights.scopes().contains(scope.code());
    }

    @Override
    public Quota quota() {
        return member.quota();
    }

    @Override
    public InFlight inFlight() {
        return member.inFlight();
    }

    @Override
    public String token(InternalTokens tokens) {
        MintedToken held = minted;
        if (held == null || !tokens.lasts(held)) {
            held = tokens.mint(actor(), clinic, rights.scopes(), rights.practitioners(), java.util.List.of());
            minted = held;
        }
        return held.text();
    }

    @Override
    public Optional<String> closedBecause(Instant now, ClientAddress from) {
        if (!now.isBefore(expiresAt)) {
            return Optional.of("token-expired");
        }
        return clinic == null ? Optional.of("staff-without-clinic") : Optional.empty();
    }
}
