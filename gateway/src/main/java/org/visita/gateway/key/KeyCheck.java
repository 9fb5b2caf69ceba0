package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Whose a presented key is. Does the same work for keys that nobody has as for keys that somebody has. */
@ApplicationScoped
public class KeyCheck {

    private final KeyTable table;
    private final Pepper pepper;
    private final byte[] nobodysHash;

    @Inject
    KeyCheck(KeyTable table, Pepper pepper) {
        this.table = table;
        this.pepper = pepper;
        this.nobodysHash = pepper.hash(ApiKey.random(ApiKey.Kind.LIVE).secret());
    }

    /** Empty for a key that is unknown or wrong. Whether the one found {@linkplain KnownKey#closedBecause opens} is not asked here. */
    public Optional<KnownKey> find(ApiKey presented) {
        Optional<KnownKey> known = table.find(presented.id());
        boolean right =
                pepper.matches(presented.secret(), known.map(KnownKey::hash).orElse(nobodysHash));
        return known.filter(key -> right);
    }
}
