package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Reference;
import org.visita.contracts.Identifier;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.EhrTarget;

/**
 * Refers to practitioners and locations, which the EHR knows under identifiers of its own: literally where exactly one
 * matches, else by identifier alone. They are never created: who works in a clinic is not for us to say.
 */
@ApplicationScoped
class FindReference {

    private static final int MOST_KEPT = 20_000;

    private record Key(ConnectionRef connection, int version, String type, List<Identifier> identifiers) {}

    /** @param id empty if the EHR has none, or several */
    private record Found(Optional<String> id, Instant until) {}

    private final EhrApi ehr;
    private final EhrSyncConfig.Ehr config;
    private final Clock clock;
    private final Map<Key, Found> kept = new ConcurrentHashMap<>();

    @Inject
    FindReference(EhrApi ehr, EhrSyncConfig config, Clock clock) {
        this.ehr = ehr;
        this.config = config.ehr();
        this.clock = clock;
    }

    /**
     * @param identifiers under which the EHR may know it; may be empty
     * @param ours what it is called if the EHR does not know it
     */
    Uni<Reference> to(EhrTarget target, String type, List<Identifier> identifiers, Identifier ours) {
        Identifier named = identifiers.isEmpty() ? ours : identifiers.getFirst();
        return idOf(target, new Key(target.connection(), target.version(), type, identifiers))
                .map(id -> reference(type, id, named));
    }

    /** What was found at this EHR may not be there any more. */
    void forget(EhrTarget target) {
        kept.keySet().removeIf(key -> key.connection().equals(target.connection()));
    }

    static Reference reference(String type, Optional<String> id, Identifier identifier) {
        Reference reference = new Reference();
        reference.setType(type);
        id.ifPresent(found -> reference.setReference(type + "/" + found));
        reference.getIdentifier().setSystem(identifier.system()).setValue(identifier.value());
        return reference;
    }

    private Uni<Optional<String>> idOf(EhrTarget target, Key key) {
        Found known = kept.get(key);
        if (known != null && known.until().isAfter(clock.instant())) {
            return Uni.createFrom().item(known.id());
        }
        return key.identifiers().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : ehr.search(target, key.type(), key.identifiers())
                        .map(ids -> ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.<String>empty())
                        .invoke(id -> keep(key, id));
    }

    private void keep(Key key, Optional<String> id) {
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(
                key,
                new Found(id, clock.instant().plus(id.isPresent() ? config.referencesKept() : config.missesKept())));
    }
}
