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
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.ProblemJson;

/** Writes the audit entry of an operation that is {@link Audited}, when its answer stands. */
public final class AuditFilter {

    private static final String STARTED = AuditFilter.class.getName() + ".started";
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}|[0-9A-Za-z]{12}");
    private static final Pattern PLAIN = Pattern.compile("[!-~]+");
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
                outcome(response.getStatus()),
                code(response),
                fitting(http.getHeader("X-Client-Address"), 64),
                fitting(http.getHeader("X-Request-Id"), 128),
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

    private static Outcome outcome(int status) {
        return status < 400 ? Outcome.SUCCEEDED : status < 500 ? Outcome.REFUSED : Outcome.FAILED;
    }

    /**
     * What a caller sends may be anything. Left out where it is no plain text of the contract's length: an entry without
     * it is worth more than one that the audit service cannot take.
     */
    private static String fitting(String text, int longest) {
        return text != null && text.length() <= longest && PLAIN.matcher(text).matches() ? text : null;
    }

    /** The id in the path, or of what was just created. */
    private static String resourceId(ContainerRequestContext request, ContainerResponseContext response) {
        List<String> fromPath = request.getUriInfo().getPathParameters().get("id");
        if (fromPath != null && !fromPath.isEmpty()) {
            // Only what can be an id: anything else is text of the caller, which does not belong on a topic.
            return ID.matcher(fromPath.getFirst()).matches() ? fromPath.getFirst() : null;
        }
        String location = response.getHeaderString("Location");
        Matcher created = location == null ? null : LAST_SEGMENT.matcher(location);
        return created != null && created.matches() ? created.group(1) : null;
    }
}
