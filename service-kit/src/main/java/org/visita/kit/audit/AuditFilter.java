package org.visita.kit.audit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.visita.contracts.Actor;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.ProblemJson;

/** Writes the audit entry of an operation that is {@link Audited}, when its answer stands. */
public final class AuditFilter {

    private static final String STARTED = AuditFilter.class.getName() + ".started";
    private static final Pattern LAST_SEGMENT = Pattern.compile(".*/([0-9A-Za-z-]+)$");

    @Inject
    AuditTrail trail;

    @Inject
    CurrentVertxRequest current;

    @Inject
    Clock clock;

    @ServerRequestFilter
    public void begin(ContainerRequestContext request) {
        request.setProperty(STARTED, clock.millis());
    }

    @ServerResponseFilter
    public void end(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo resource,
            HttpServerRequest http) {
        Audited audited = resource.getResourceMethod() == null
                ? null
                : resource.getResourceMethod().getAnnotation(Audited.class);
        if (audited == null) {
            return;
        }
        long started = request.getProperty(STARTED) instanceof Long at ? at : clock.millis();
        Optional<JsonWebToken> token = token();
        trail.record(new AuditTrail.Act(
                token.<String>map(claims -> claims.getClaim("clinic")).orElse(null),
                token.<String>map(claims -> claims.getClaim("actor"))
                        .map(Actor::parse)
                        .orElse(null),
                audited.value() + (isTrial(request) ? ".dry-run" : ""),
                audited.resource(),
                resourceId(request, response),
                AuditTrail.outcome(response.getStatus()),
                code(response),
                http.getHeader("X-Client-Address"),
                http.getHeader("X-Request-Id"),
                Math.max(0, clock.millis() - started)));
    }

    /** What is only tried out must not stand in the trail as a change. */
    private static boolean isTrial(ContainerRequestContext request) {
        return "true".equals(request.getUriInfo().getQueryParameters().getFirst("dryRun"));
    }

    /** Empty if the credentials were not accepted: then nobody is known to have asked. */
    private Optional<JsonWebToken> token() {
        return current.getCurrent().user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
                ? Optional.of(token)
                : Optional.empty();
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
