package org.visita.kit.problem;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.visita.kit.rest.TraceIds;

/** One refusal, two languages: OperationOutcome below {@code /fhir}, a problem document elsewhere. */
final class RefusalRenderer {

    private RefusalRenderer() {}

    static Response render(Refusal refusal, RoutingContext request) {
        String path = request.request().path();
        Response.ResponseBuilder response = Response.status(refusal.code().status());
        if (refusal.code() == CommonRefusal.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal.retryAfter() != null) {
            response.header(
                    HttpHeaders.RETRY_AFTER, Math.max(1, refusal.retryAfter().toSeconds()));
        }
        return path.startsWith("/fhir")
                ? response.type(OperationOutcomeJson.MEDIA_TYPE)
                        .entity(OperationOutcomeJson.of(refusal, TraceIds.current()))
                        .build()
                : response.type(ProblemJson.MEDIA_TYPE)
                        .entity(ProblemJson.of(refusal, path, TraceIds.current()))
                        .build();
    }
}
