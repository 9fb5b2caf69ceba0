package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Whether a presented key opens the door. Does the same work for keys that nobody has as for keys that somebody has. */
@ApplicationScoped
public class KeyCheck {

    private final KeyTable table;
    private final Pepper pepper;
    private final Clock clock;
    private final byte[] nobodysHash;

    @Inject
    KeyCheck(KeyTable table, Pepper pepper, Clock clock) {
        this.table = table;
        this.pepper = pepper;
        this.clock = clock;
        this.nobodysHash = pepper.hash(ApiKey.random(ApiKey.Kind.LIVE).secret());
    }

    /** Empty for a key that is unknown, wrong, disabled or expired: the caller learns no more than that. */
    public Optional<KnownKey> find(ApiKey presented) {
        Optional<KnownKey> known = table.find(presented.id());
        boolean right =
                pepper.matches(presented.secret(), known.map(KnownKey::hash).orElse(nobodysHash));
        return known.filter(key -> right && key.opens(clock.instant()));
    }
}
