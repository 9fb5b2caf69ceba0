package org.visita.kit.audit;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.visita.contracts.Actor;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.ProblemJson;
import org.visita.kit.rest.TraceIds;

/**
 * What was asked by a request of the REST API, and what became of it; all of an entry but who asked. It has no request id:
 * the door gives those, and writes the entry of what it carries itself.
 *
 * @param address of who is connected: headers would be the caller's own words, as no door has checked them
 */
record RequestedAct(
        String action,
        String resourceType,
        String resourceId,
        String patientId,
        int status,
        String code,
        String address,
        String traceId,
        long durationMillis) {

    private static final Pattern LAST_SEGMENT = Pattern.compile(".*/([0-9A-Za-z-]+)$");

    static RequestedAct of(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo resource,
            RoutingContext http,
            long durationMillis) {
        Audited audited = resource == null || resource.getResourceMethod() == null
                ? null
                : resource.getResourceMethod().getAnnotation(Audited.class);
        String id = audited == null ? null : resourceId(request, response);
        return new RequestedAct(
                audited == null ? unnamed(response) : audited.value() + (isTrial(request) ? ".dry-run" : ""),
                audited == null ? AuditFilter.REQUEST : audited.resource(),
                id,
                patientId(request, response, audited, id, http),
                response.getStatus(),
                code(response),
                http.request().remoteAddress() == null
                        ? null
                        : http.request().remoteAddress().hostAddress(),
                TraceIds.ofRequest(),
                durationMillis);
    }

    /** Of one whose token is not accepted: if the door has sent it, the door's entry is that of the request. */
    RequestedAct tokenRefused() {
        return new RequestedAct(
                "service.token-refused",
                AuditFilter.REQUEST,
                null,
                null,
                status,
                code,
                address,
                traceId,
                durationMillis);
    }

    String note() {
        return AuditNote.of(by(Optional.empty())).toHeader();
    }

    /** @param token empty if nobody is known to have asked */
    AuditedAct by(Optional<JsonWebToken> token) {
        return new AuditedAct(
                token.<String>map(claims -> claims.getClaim("clinic")).orElse(null),
                token.<String>map(claims -> claims.getClaim("actor"))
                        .map(Actor::parse)
                        .orElse(null),
                action,
                resourceType,
                resourceId,
                patientId,
                AuditTrail.outcome(status),
                code,
                address,
                null,
                traceId,
                durationMillis);
    }

    /** Without an operation, nothing is answered but which methods there are. */
    private static String unnamed(ContainerResponseContext response) {
        return response.getStatus() < 400 ? "request.options" : AuditFilter.REFUSED;
    }

    /** What is only tried out must not stand in the trail as a change. */
    private static boolean isTrial(ContainerRequestContext request) {
        return "true".equals(request.getUriInfo().getQueryParameters().getFirst("dryRun"));
    }

    private static String code(ContainerResponseContext response) {
        if (response.getStatus() < 400) {
            return null;
        }
        return switch (response.getEntity()) {
            case ProblemJson problem -> problem.code();
            case OperationOutcomeJson outcome -> outcome.problemCode();
            case null, default -> "http-" + response.getStatus();
        };
    }

    /** Whom it is about, as far as somebody said: the code that did it, the answer, the address or the question. */
    private static String patientId(
            ContainerRequestContext request,
            ContainerResponseContext response,
            Audited audited,
            String resourceId,
            RoutingContext http) {
        String said = AuditSubject.of(http);
        if (said == null && response.getEntity() instanceof OfPatient answer) {
            said = answer.patientId();
        }
        if (said == null && audited != null && audited.resource().equals("Patient")) {
            said = resourceId;
        }
        if (said != null) {
            return said;
        }
        List<String> asked = Stream.of("patient", "patientId")
                .flatMap(name -> request.getUriInfo().getQueryParameters().getOrDefault(name, List.of()).stream())
                .toList();
        return asked.size() == 1 ? asked.getFirst() : null;
    }

    /** The id in the path, or of what was just created. */
    private static String resourceId(ContainerRequestContext request, ContainerResponseContext response) {
        List<String> fromPath = request.getUriInfo().getPathParameters().get("id");
        if (fromPath != null && !fromPath.isEmpty()) {
            return fromPath.getFirst();
        }
        String location = response.getHeaderString("Location");
        Matcher created = location == null ? null : LAST_SEGMENT.matcher(location);
        return created != null && created.matches() ? created.group(1) : null;
    }
}
