package org.visita.gateway.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.principal.Principal;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.problem.Refusal;

/**
 * Audit entries of those who were turned away. Bounded by the limits themselves, as every refusal uses one up; and of
 * the refusals for using up too much, one entry a minute and caller says all that there is to say.
 */
@ApplicationScoped
class RefusalTrail {

    private static final String REFUSED = "access.refused";
    private static final String LEAKED = "access.key-leaked";

    private final AuditTrail trail;
    private final Cache<String, Boolean> limited = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    @Inject
    RefusalTrail(AuditTrail trail) {
        this.trail = trail;
    }

    void record(Passage passage, Refusal refusal) {
        switch (refusal.code().status()) {
            case 401, 403 -> write(REFUSED, passage, refusal);
            case 429 -> {
                if (limited.asMap().putIfAbsent(caller(passage.principal(), passage.address()), true) == null) {
                    write(REFUSED, passage, refusal);
                }
            }
            default -> {
                if (passage.target() != null && Credentials.leaked(passage.target())) {
                    write(LEAKED, passage, refusal);
                }
            }
        }
    }

    /** Who counts as one: a key, or of those without one a network, as for their limit. */
    static String caller(Principal key, ClientAddress address) {
        return key == null ? address.network() : key.id();
    }

    /** Of those who were let in, and given something that the door itself gives. */
    void given(Passage passage, Principal to, String action) {
        write(action, passage, to, Outcome.SUCCEEDED, null);
    }

    private void write(String action, Passage passage, Refusal refusal) {
        Principal key = passage.principal() == null ? passage.closedPrincipal() : passage.principal();
        String closed = passage.closedBecause();
        write(
                action,
                passage,
                key,
                Outcome.REFUSED,
                closed == null ? refusal.code().code() : closed);
    }

    private void write(String action, Passage passage, Principal key, Outcome outcome, String code) {
        trail.record(new AuditTrail.Act(
                key == null ? null : key.clinic(),
                key == null ? null : key.actor(),
                action,
                key != null && key.actor().kind() == Actor.Kind.STAFF ? "Staff" : "Key",
                key == null ? null : key.id(),
                outcome,
                code,
                passage.address().text(),
                passage.requestId(),
                passage.elapsedMillis()));
    }
}
