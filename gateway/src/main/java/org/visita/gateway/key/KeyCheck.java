package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.visita.contracts.access.AccessKey;

/** Whose a presented key is. Does the same work for keys that nobody has as for keys that somebody has. */
@ApplicationScoped
public class KeyCheck {

    private final KeyTable table;
    private final Pepper pepper;
    private final Clock clock;
    private final KnownKey nobody;

    @Inject
    KeyCheck(KeyTable table, Pepper pepper, Clock clock) {
        this.table = table;
        this.pepper = pepper;
        this.clock = clock;
        this.nobody = nobody(pepper);
    }

    /** The key, and the hash that the secret shown has: during a rotation's overlap it may be that of the old one. */
    public record Match(KnownKey key, String hash) {}

    /**
     * Empty for a key that is unknown or wrong. Whether the one found {@linkplain KnownKey#closedBecause opens} is not
     * asked here; one that was shown with a secret that a rotation has ended does not.
     */
    public Optional<KnownKey> find(ApiKey presented) {
        return match(presented).map(Match::key);
    }

    /** As {@link #find}. */
    public Optional<Match> match(ApiKey presented) {
        KnownKey known = table.find(presented.id()).orElse(nobody);
        HashedSecret secret = pepper.hashes(presented.secret());
        boolean current = secret.is(known.hash(), known.pepperVersion());
        boolean previous = secret.is(known.previousHash(), known.previousPepperVersion());
        if (known == nobody || !current && !previous) {
            return Optional.empty();
        }
        if (current) {
            return Optional.of(new Match(known, known.record().hash()));
        }
        return Optional.of(new Match(
                known.takesPrevious(clock.instant()) ? known : known.withReplacedSecret(),
                known.record().previous().hash()));
    }

    private static KnownKey nobody(Pepper pepper) {
        ApiKey random = ApiKey.random(ApiKey.Kind.LIVE);
        String hash = Base64.getEncoder().encodeToString(pepper.hash(random.secret()));
        return new KnownKey(new AccessKey(
                random.id(), "nobody", 1, hash, pepper.newest(), List.of(), AccessKey.Status.REVOKED, null, 1, 1));
    }
}
