package org.visita.availability.busy;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;

/** What runs in the service, as it is: not through the container's proxies. */
final class BusyBeans {

    private BusyBeans() {}

    static <T> T running(Class<T> type) {
        return ClientProxy.unwrap(Arc.container().instance(type).get());
    }
}
