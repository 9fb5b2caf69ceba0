package org.visita.kit.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body by its announced length, before the server does the same without a word. One whose length is not
 * announced is cut off by the server while it is read, and refused by {@link RefusalMappers}.
 */
@ApplicationScoped
class BodyLimit {

    /** Ahead of the server's own check. */
    private static final int PRIORITY = 100;

    private final long limit;

    @Inject
    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit) {
            request.next();
            return;
        }
        Refusal refusal = CommonRefusal.TOO_LARGE.because("Send less at once: at most " + limit + " bytes.");
        request.response().endHandler(sent -> request.request().connection().close());
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        RefusalRenderer.send(refusal, request);
    }
}
