package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.visita.contracts.Actor;
import org.visita.contracts.access.AccessKey;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** What a caller may give to a key: nothing that it does not have itself, unless it operates the platform. */
@ApplicationScoped
public class KeyGrant {

    private final AskedTerms asked;
    private final KeyTable table;

    @Inject
    KeyGrant(AskedTerms asked, KeyTable table) {
        this.asked = asked;
        this.table = table;
    }

    /**
     * The terms that are asked for; what is left open is as usual, but within what the caller has.
     *
     * @throws org.visita.kit.problem.RefusedException {@code invalid-request} or {@code forbidden}
     */
    KeyTerms terms(Caller caller, KeyJson.Asked request) {
        KeyTerms usual = asked.read(request);
        KeyTerms terms = within(caller, request, usual);
        List<FieldError> contradictions = terms.contradictions();
        if (!contradictions.isEmpty()) {
            throw Refusal.invalid(contradictions).asException();
        }
        return terms;
    }

    private KeyTerms within(Caller caller, KeyJson.Asked request, KeyTerms usual) {
        if (Scope.PLATFORM_OPERATE.isOf(caller)) {
            return usual;
        }
        refuseScopesBeyond(caller, usual);
        return bounds(caller)
                .map(bounds -> within(bounds, bounds.cut(request, usual)))
                .orElse(usual);
    }

    /** Refuses to hand out a key that can do more than the caller. */
    void refuseBeyond(Caller caller, KeyTerms terms) {
        if (!Scope.PLATFORM_OPERATE.isOf(caller)) {
            refuseScopesBeyond(caller, terms);
            bounds(caller).ifPresent(bounds -> within(bounds, terms));
        }
    }

    /** Refuses to open or shut a key that can do what the caller cannot. */
    void refuseAbove(Caller caller, KeyTerms terms) {
        refuseAbove(caller, terms.scopes(), terms.practitioners(), terms.locations());
    }

    /** The same, of a key that is known. */
    public void refuseAbove(Caller caller, AccessKey key) {
        refuseAbove(caller, key.scopes(), key.practitioners(), key.locations());
    }

    private void refuseAbove(Caller caller, List<String> scopes, List<String> practitioners, List<String> locations) {
        if (Scope.PLATFORM_OPERATE.isOf(caller)) {
            return;
        }
        if (!caller.scopes().containsAll(scopes)) {
            throw forbidden("A key changes only keys that have no scope beyond its own.");
        }
        if (!bounds(caller)
                .map(bounds -> bounds.coversPeople(practitioners, locations))
                .orElse(true)) {
            throw forbidden("A key changes only keys that touch nobody and no place beyond its own.");
        }
    }

    /** @throws org.visita.kit.problem.RefusedException {@code forbidden} */
    String clinic(Caller caller, String clinic) {
        if (clinic == null || clinic.equals(caller.clinic()) || Scope.PLATFORM_OPERATE.isOf(caller)) {
            return clinic == null ? caller.clinic() : clinic;
        }
        throw forbidden("Only a platform operator makes keys for another clinic.");
    }

    /** Empty for staff, whom only their scopes bound; who is bound to a calendar could get out of it by a key. */
    private Optional<Bounds> bounds(Caller caller) {
        if (caller.actor().kind() == Actor.Kind.STAFF) {
            if (!caller.reach().isEverything()) {
                throw forbidden("Who is limited to some calendars makes and changes no keys.");
            }
            return Optional.empty();
        }
        AccessKey own = table.find(caller.actor().id())
                .map(KnownKey::record)
                .orElseThrow(() -> forbidden("Only a key makes keys."));
        return Optional.of(new Bounds(own));
    }

    private static void refuseScopesBeyond(Caller caller, KeyTerms terms) {
        if (!caller.scopes().containsAll(terms.scopes())) {
            throw forbidden("A key can pass on only scopes that it has itself.");
        }
    }

    private static KeyTerms within(Bounds bounds, KeyTerms terms) {
        bounds.brokenBy(terms).ifPresent(rule -> {
            throw forbidden(rule);
        });
        return terms;
    }

    private static RuntimeException forbidden(String detail) {
        return CommonRefusal.FORBIDDEN.because(detail).asException();
    }
}
