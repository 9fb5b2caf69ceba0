package org.visita.gateway.pipe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.visita.gateway.GatewayConfig;

/** Where each service stands. */
@ApplicationScoped
public class Upstreams {

    private final GatewayConfig.Routes routes;

    @Inject
    Upstreams(GatewayConfig config) {
        this.routes = config.routes();
    }

    public Upstream availability() {
        return Upstream.of("availability", routes.availability());
    }

    public Upstream booking() {
        return Upstream.of("booking", routes.booking());
    }

    public Upstream patient() {
        return Upstream.of("patient", routes.patient());
    }

    public Upstream ehrSync() {
        return Upstream.of("ehr-sync", routes.ehrSync());
    }

    public Upstream audit() {
        return Upstream.of("audit", routes.audit());
    }

    List<Upstream> all() {
        return List.of(availability(), booking(), patient(), ehrSync(), audit());
    }
}
