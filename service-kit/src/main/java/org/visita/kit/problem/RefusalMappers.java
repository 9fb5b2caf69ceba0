package org.visita.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever goes wrong on the way leaves as a coded refusal: never a stack trace, never the text of an exception. */
public final class RefusalMappers {

    private static final int LONGEST_FIELD = 40;

    @ServerExceptionMapper
    public Response refused(RefusedException refused, RoutingContext request) {
        return RefusalRenderer.render(refused.refusal(), request);
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthenticated(RoutingContext request) {
        return render(CommonRefusal.UNAUTHENTICATED, "A valid token is needed.", request);
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden(RoutingContext request) {
        return render(CommonRefusal.FORBIDDEN, "The scope for this operation is missing.", request);
    }

    @ServerExceptionMapper
    public Response unknownField(UnrecognizedPropertyException exception, RoutingContext request) {
        return RefusalRenderer.render(Refusal.invalid(pointer(exception), "is not a field of this request"), request);
    }

    @ServerExceptionMapper
    public Response wrongType(MismatchedInputException exception, RoutingContext request) {
        return RefusalRenderer.render(Refusal.invalid(pointer(exception), "has the wrong type or form"), request);
    }

    @ServerExceptionMapper
    public Response notJson(JsonProcessingException exception, RoutingContext request) {
        return RefusalRenderer.render(malformed(exception), request);
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException exception, RoutingContext request) {
        return RefusalRenderer.render(Refusal.notFound(), request);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException exception, RoutingContext request) {
        return exception.getCause() instanceof JsonProcessingException json
                ? RefusalRenderer.render(malformed(json), request)
                : byStatus(exception, exception.getResponse().getStatus(), request);
    }

    /** What the HTTP layer itself cannot read, a query with a broken escape for example. */
    @ServerExceptionMapper
    public Response http(HttpException exception, RoutingContext request) {
        return byStatus(exception, exception.getStatusCode(), request);
    }

    @ServerExceptionMapper
    public Response notText(CharConversionException exception, RoutingContext request) {
        return RefusalRenderer.render(Refusal.invalid("", "is not valid JSON"), request);
    }

    private Response byStatus(Exception exception, int status, RoutingContext request) {
        return switch (status) {
            case 400 -> render(CommonRefusal.INVALID_REQUEST, "The request could not be read.", request);
            case 401 -> unauthenticated(request);
            case 403 -> forbidden(request);
            case 404 -> notFound(null, request);
            case 405 -> render(CommonRefusal.METHOD_NOT_ALLOWED, "See the API reference for the methods.", request);
            case 406 -> render(CommonRefusal.NOT_ACCEPTABLE, "Accept application/json.", request);
            case 413 -> render(CommonRefusal.TOO_LARGE, "Send less at once.", request);
            case 415 -> render(CommonRefusal.UNSUPPORTED_MEDIA_TYPE, "Send application/json.", request);
            default -> anythingElse(exception, request);
        };
    }

    @ServerExceptionMapper
    public Response anythingElse(Throwable failure, RoutingContext request) {
        return RefusalRenderer.render(
                Failures.refusalOf(failure, request.request().path()), request);
    }

    private static Response render(RefusalCode code, String detail, RoutingContext request) {
        return RefusalRenderer.render(code.because(detail), request);
    }

    private static Refusal malformed(JsonProcessingException exception) {
        return exception instanceof JsonMappingException mapping
                ? Refusal.invalid(pointer(mapping), "has the wrong type or form")
                : Refusal.invalid("", "is not valid JSON");
    }

    private static String pointer(JsonMappingException exception) {
        return exception.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : token(step.getFieldName())))
                .collect(Collectors.joining());
    }

    /** RFC 6901, section 3; a field that is unknown here has a name of the caller's, so it is cut. */
    private static String token(String field) {
        String cut = field.length() > LONGEST_FIELD ? field.substring(0, LONGEST_FIELD) : field;
        return cut.replace("~", "~0").replace("/", "~1");
    }
}
