package org.visita.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.ConnectException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.visita.kit.database.SqlStates;

/** Whatever goes wrong on the way leaves as a coded refusal: never a stack trace, never the text of an exception. */
public final class RefusalMappers {

    private static final Logger LOG = Logger.getLogger(RefusalMappers.class);
    private static final Duration DEPENDENCY_RETRY = Duration.ofSeconds(2);

    @ServerExceptionMapper
    public Response refused(RefusedException refused, UriInfo uri) {
        return RefusalRenderer.render(refused.refusal(), uri);
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthenticated(UriInfo uri) {
        return render(CommonRefusal.UNAUTHENTICATED, "A valid token is needed.", uri);
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden(UriInfo uri) {
        return render(CommonRefusal.FORBIDDEN, "The scope for this operation is missing.", uri);
    }

    @ServerExceptionMapper
    public Response unknownField(UnrecognizedPropertyException exception, UriInfo uri) {
        return RefusalRenderer.render(Refusal.invalid(pointer(exception), "is not a field of this request"), uri);
    }

    @ServerExceptionMapper
    public Response wrongType(MismatchedInputException exception, UriInfo uri) {
        return RefusalRenderer.render(Refusal.invalid(pointer(exception), "has the wrong type or form"), uri);
    }

    @ServerExceptionMapper
    public Response notJson(JsonProcessingException exception, UriInfo uri) {
        return RefusalRenderer.render(malformed(exception), uri);
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException exception, UriInfo uri) {
        return RefusalRenderer.render(Refusal.notFound(), uri);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException exception, UriInfo uri) {
        if (exception.getCause() instanceof JsonProcessingException json) {
            return RefusalRenderer.render(malformed(json), uri);
        }
        return switch (exception.getResponse().getStatus()) {
            case 400 -> render(CommonRefusal.INVALID_REQUEST, "The request could not be read.", uri);
            case 401 -> unauthenticated(uri);
            case 403 -> forbidden(uri);
            case 404 -> notFound(null, uri);
            case 405 -> render(CommonRefusal.METHOD_NOT_ALLOWED, "See the API reference for the methods.", uri);
            case 406 -> render(CommonRefusal.NOT_ACCEPTABLE, "Accept application/json.", uri);
            case 413 -> render(CommonRefusal.TOO_LARGE, "Send less at once.", uri);
            case 415 -> render(CommonRefusal.UNSUPPORTED_MEDIA_TYPE, "Send application/json.", uri);
            default -> bug(exception, uri);
        };
    }

    @ServerExceptionMapper
    public Response anythingElse(Throwable failure, UriInfo uri) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused(refused, uri);
            }
            if (isOutage(cause)) {
                LOG.warnf(
                        "A dependency is out of reach (%s); answered 503",
                        cause.getClass().getSimpleName());
                return RefusalRenderer.render(
                        CommonRefusal.UNAVAILABLE
                                .because("A part that this needs does not answer. Nothing was changed.")
                                .retryAfter(DEPENDENCY_RETRY),
                        uri);
            }
        }
        return bug(failure, uri);
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof SQLTransientException
                || cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                || cause instanceof io.vertx.core.http.ConnectionPoolTooBusyException
                || cause instanceof java.nio.channels.ClosedChannelException
                || cause instanceof io.vertx.core.VertxException
                || cause instanceof java.util.concurrent.TimeoutException
                // Class 08: the connection broke; 53: out of connections or memory; 57: the operator or a crash ended
                // it.
                || SqlStates.of(cause)
                        .filter(state -> state.matches("(08|53|57).*"))
                        .isPresent();
    }

    private static Response bug(Throwable failure, UriInfo uri) {
        LOG.errorf(failure, "Unexpected failure of %s", uri.getPath());
        return render(CommonRefusal.INTERNAL, "Tell support the trace id.", uri);
    }

    private static Response render(RefusalCode code, String detail, UriInfo uri) {
        return RefusalRenderer.render(code.because(detail), uri);
    }

    private static Refusal malformed(JsonProcessingException exception) {
        return exception instanceof JsonMappingException mapping
                ? Refusal.invalid(pointer(mapping), "has the wrong type or form")
                : Refusal.invalid("", "is not valid JSON");
    }

    private static String pointer(JsonMappingException exception) {
        return exception.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }
}
