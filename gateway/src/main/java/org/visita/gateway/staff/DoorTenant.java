package org.visita.gateway.staff;

import io.quarkus.oidc.TenantResolver;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Behind the door only its own tokens count, whatever the path. Without this, an address with a segment {@code staff}
 * would be checked against the staff's issuer.
 */
@ApplicationScoped
class DoorTenant implements TenantResolver {

    private static final String DEFAULT = "Default";

    @Override
    public String resolve(RoutingContext context) {
        return DEFAULT;
    }
}
