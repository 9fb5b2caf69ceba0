package org.visita.availability.busy;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import java.time.Instant;
import org.visita.contracts.Actor;

/** What runs in the service, as it is: not through the container's proxies. */
final class BusyBeans {

    /** Somebody who holds nothing, now. */
    static Viewer anybody() {
        return new Viewer(Actor.parse("staff:none"), Instant.now());
    }

    private BusyBeans() {}

    static <T> T running(Class<T> type) {
        return ClientProxy.unwrap(Arc.container().instance(type).get());
    }
}
