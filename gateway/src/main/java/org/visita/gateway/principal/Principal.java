package org.visita.gateway.principal;

import java.time.Instant;
import java.util.Optional;
import org.visita.contracts.Actor;
import org.visita.gateway.key.Scope;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.limit.InFlight;
import org.visita.gateway.limit.Quota;
import org.visita.gateway.token.InternalTokens;

/** Whom the door has recognised, whatever was shown to it: a key, a token of a key, a member of staff. */
public interface Principal {

    /** Names it in logs and in the audit trail; of a key and its tokens the key's id. No name of a person. */
    String id();

    String clinic();

    Actor actor();

    boolean allows(Scope scope);

    /** Whether pages of this web origin may read what it is answered (CORS). */
    default boolean sharesWith(String origin) {
        return false;
    }

    /** What it may ask for; one and the same for all that it shows. */
    Quota quota();

    InFlight inFlight();

    /** Told of each request that was let in; only a key remembers. */
    default void used(Instant now) {}

    /** Of the internal token that stands for it, minted anew when the last one has little time left. */
    String token(InternalTokens tokens);

    /** Why it opens no door, as a code for the audit trail; empty if it does. */
    Optional<String> closedBecause(Instant now, ClientAddress from);
}
