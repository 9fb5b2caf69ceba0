package org.visita.fhirkit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.NotModifiedException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import io.quarkus.arc.All;
import io.undertow.util.ParameterLimitException;
import io.undertow.util.RequestTooBigException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Failures;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.rest.TraceIds;

/** Whatever goes wrong leaves as an OperationOutcome of a coded refusal: never HAPI's words, never a stack trace. */
@Singleton
public class FhirRefusals {

    private static final String CODE = FhirRefusals.class.getName() + ".code";

    private final List<FhirResource> resources;

    @Inject
    FhirRefusals(@All List<FhirResource> resources) {
        this.resources = resources;
    }

    /** Code of what the request was refused with; null if it was not. */
    static String code(RequestDetails request) {
        return (String) request.getUserData().get(CODE);
    }

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException render(RequestDetails request, Throwable failure) {
        if (failure instanceof NotModifiedException unchanged) {
            return unchanged;
        }
        Refusal refusal = refusalOf(request, failure);
        request.getUserData().put(CODE, refusal.code().code());
        BaseServerResponseException answer = new UnclassifiedServerFailureException(
                refusal.code().status(), refusal.code().title());
        answer.setOperationOutcome(Outcomes.of(refusal, expressions(request), TraceIds.current()));
        if (refusal.code() == CommonRefusal.UNAUTHENTICATED) {
            answer.addResponseHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.retryAfter() != null) {
            answer.addResponseHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, refusal.retryAfter().toSeconds())));
        }
        return answer;
    }

    /** That nothing has changed is no refusal, although HAPI throws it. */
    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    public boolean isRefusal(
            RequestDetails request, BaseServerResponseException failure, HttpServletResponse response) {
        if (!(failure instanceof NotModifiedException)) {
            return true;
        }
        response.setStatus(failure.getStatusCode());
        response.setHeader("ETag", FhirCalls.etag(request));
        response.setHeader("Cache-Control", "no-store");
        return false;
    }

    private static Refusal refusalOf(RequestDetails request, Throwable failure) {
        if (ExceptionUtils.indexOfType(failure, RefusedException.class) >= 0) {
            return Failures.refusalOf(failure, request.getRequestPath());
        }
        if (ExceptionUtils.indexOfType(failure, RequestTooBigException.class) >= 0) {
            return CommonRefusal.TOO_LARGE.because("Send less at once.");
        }
        if (ExceptionUtils.indexOfType(failure, ParameterLimitException.class) >= 0) {
            return CommonRefusal.INVALID_REQUEST.because("Send fewer parameters at once.");
        }
        return switch (failure) {
            case DataFormatException unreadable -> unreadable();
            case BaseServerResponseException hapi when hapi.getStatusCode() < 500 -> byStatus(hapi.getStatusCode());
            default -> Failures.refusalOf(failure, request.getRequestPath());
        };
    }

    private static Refusal byStatus(int status) {
        return switch (status) {
            case 404, 410 -> Refusal.notFound();
            case 405 -> CommonRefusal.METHOD_NOT_ALLOWED.because("See the CapabilityStatement at /metadata.");
            case 406 -> CommonRefusal.NOT_ACCEPTABLE.because("Accept application/fhir+json or application/fhir+xml.");
            case 412 -> CommonRefusal.STALE_VERSION.because("Read it again: it is at another version now.");
            case 415 ->
                CommonRefusal.UNSUPPORTED_MEDIA_TYPE.because("Send application/fhir+json or application/fhir+xml.");
            default -> unreadable();
        };
    }

    private static Refusal unreadable() {
        return CommonRefusal.INVALID_REQUEST.because("The request could not be read as FHIR R4 says.");
    }

    private Map<String, String> expressions(RequestDetails request) {
        return resources.stream()
                .filter(resource -> resource.getResourceType().getSimpleName().equals(request.getResourceName()))
                .findFirst()
                .map(FhirResource::expressions)
                .orElse(Map.of());
    }
}
