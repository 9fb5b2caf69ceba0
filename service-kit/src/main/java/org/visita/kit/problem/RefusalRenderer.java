package org.visita.kit.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.visita.kit.audit.AuditFilter;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.rest.TraceIds;
import org.visita.kit.topics.EventJson;

/** One refusal, two languages: OperationOutcome below {@code /fhir}, a problem document elsewhere. */
public final class RefusalRenderer {

    private RefusalRenderer() {}

    static Response render(Refusal refusal, RoutingContext request) {
        String path = request.request().path();
        Response.ResponseBuilder response = Response.status(refusal.code().status());
        if (refusal.code() == CommonRefusal.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, seconds(refusal));
        }
        return path.startsWith("/fhir")
                ? response.type(OperationOutcomeJson.MEDIA_TYPE)
                        .entity(OperationOutcomeJson.of(refusal, TraceIds.current()))
                        .build()
                : response.type(ProblemJson.MEDIA_TYPE)
                        .entity(ProblemJson.of(refusal, path, TraceIds.current()))
                        .build();
    }

    /**
     * For what is refused before a resource is found, and before it is known who asks. If the door carries the request, it
     * knows why by the header, and writes the entry.
     */
    public static void send(Refusal refusal, RoutingContext request) {
        String path = request.request().path();
        if (refusal.retryAfter() != null) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(refusal)));
        }
        boolean fhir = path.startsWith("/fhir");
        byte[] body = EventJson.write(
                fhir
                        ? OperationOutcomeJson.of(refusal, TraceIds.current())
                        : ProblemJson.of(refusal, path, TraceIds.current()));
        request.response()
                .setStatusCode(refusal.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, fhir ? OperationOutcomeJson.MEDIA_TYPE : ProblemJson.MEDIA_TYPE)
                .putHeader(AuditNote.HEADER, note(refusal).toHeader())
                .end(Buffer.buffer(body));
    }

    private static AuditNote note(Refusal refusal) {
        return new AuditNote(
                AuditFilter.REFUSED,
                AuditFilter.REQUEST,
                null,
                null,
                refusal.code().code());
    }

    /** Value of the header {@code Retry-After}. */
    private static long seconds(Refusal refusal) {
        return Math.max(1, refusal.retryAfter().toSeconds());
    }
}
