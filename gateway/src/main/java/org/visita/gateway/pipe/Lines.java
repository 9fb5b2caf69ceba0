package org.visita.gateway.pipe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Collectors;
import org.visita.gateway.GatewayConfig;

/**
 * The line to each service, by its name. Opened at the start: what is opened by a request belongs to the HTTP server, which
 * then waits for it when it stops.
 */
@Startup
@ApplicationScoped
class Lines {

    private final Map<String, Line> lines;
    private final Vertx vertx;
    private final GatewayConfig config;
    private final MeterRegistry registry;

    @Inject
    Lines(Vertx vertx, Upstreams upstreams, GatewayConfig config, MeterRegistry registry) {
        this.vertx = vertx;
        this.config = config;
        this.registry = registry;
        this.lines = upstreams.all().stream().map(Upstream::name).collect(Collectors.toMap(name -> name, this::open));
    }

    Line to(Upstream upstream) {
        return lines.get(upstream.name());
    }

    private Line open(String service) {
        Line line = new Line(vertx, service, config.pipe());
        Gauge.builder("visita_gateway_circuit_state", line, of -> of.circuit()
                        .state()
                        .ordinal())
                .description("0 closed, 1 half open, 2 open")
                .tag("service", service)
                .register(registry);
        Gauge.builder("visita_gateway_in_flight", line, Line::inFlight)
                .description("Requests on their way to the service, or waiting for a connection")
                .tag("service", service)
                .register(registry);
        return line;
    }

    @PreDestroy
    void close() {
        lines.values().forEach(Line::close);
    }
}
