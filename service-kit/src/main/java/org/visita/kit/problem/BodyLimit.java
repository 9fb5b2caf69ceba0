package org.visita.kit.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.kit.rest.TraceIds;
import org.visita.kit.topics.EventJson;

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
        String path = request.request().path();
        boolean fhir = path.startsWith("/fhir");
        HttpServerResponse response = request.response();
        response.endHandler(sent -> request.request().connection().close());
        response.setStatusCode(refusal.code().status())
                .putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(HttpHeaders.CONTENT_TYPE, fhir ? OperationOutcomeJson.MEDIA_TYPE : ProblemJson.MEDIA_TYPE)
                .end(io.vertx.core.buffer.Buffer.buffer(EventJson.write(
                        fhir
                                ? OperationOutcomeJson.of(refusal, TraceIds.current())
                                : ProblemJson.of(refusal, path, TraceIds.current()))));
    }
}
