package org.visita.gateway.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.visita.contracts.Actor;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.limit.NetworkNames;
import org.visita.gateway.principal.Principal;

/** Who is shut out, and what speaks for shutting out. Asked on every request: nothing here waits for anything. */
@ApplicationScoped
public class Blocking {

    private final BlockTable table;
    private final NetworkNames names;
    private final BlockWork work;
    private final ConductBook keys;
    private final ConductBook networks;
    private final boolean enabled;
    private final Clock clock;

    @Inject
    Blocking(BlockTable table, NetworkNames names, BlockWork work, GatewayConfig config, Clock clock) {
        this.table = table;
        this.names = names;
        this.work = work;
        this.keys = new ConductBook(config.blocking(), clock);
        this.networks = new ConductBook(config.blocking(), clock);
        this.enabled = config.blocking().enabled();
        this.clock = clock;
    }

    /** How long the caller is still blocked; null if it is not. */
    public Duration left(Principal caller) {
        return left(table.standing(Kind.KEY, caller.id()));
    }

    /** The same for those who come from there without an accepted key; a good key opens from anywhere. */
    public Duration left(ClientAddress from) {
        if (table.hasNone()) {
            return null;
        }
        for (String name : names.all(from.network())) {
            Duration left = left(table.standing(Kind.ADDRESS, name));
            if (left != null) {
                return left;
            }
        }
        return null;
    }

    /** Whether it is known here that this block does not stand any more, or was replaced by another one. */
    public boolean isPast(Principal caller, String block) {
        return table.isPast(Kind.KEY, caller.id(), block);
    }

    public boolean isPast(ClientAddress from, String block) {
        return names.all(from.network()).stream().anyMatch(name -> table.isPast(Kind.ADDRESS, name, block));
    }

    public void note(Principal caller, Offence offence) {
        if (isFollowed(caller) && keys.note(caller.id(), offence)) {
            work.impose(Offender.key(caller.id(), caller.clinic()));
        }
    }

    /** @param path where nothing was found */
    public void noteUnknown(Principal caller, String path) {
        if (isFollowed(caller) && keys.noteUnknown(caller.id(), path)) {
            work.impose(Offender.key(caller.id(), caller.clinic()));
        }
    }

    public void note(ClientAddress from, Offence offence) {
        if (enabled && networks.note(from.network(), offence)) {
            work.impose(Offender.network(names.of(from.network()), from.network()));
        }
    }

    /** A member of staff is answerable in person, and shut out where the login is. */
    private boolean isFollowed(Principal caller) {
        return enabled && caller.actor().kind() == Actor.Kind.KEY;
    }

    private Duration left(AccessBlock standing) {
        return standing == null ? null : Duration.between(clock.instant(), standing.until());
    }
}
