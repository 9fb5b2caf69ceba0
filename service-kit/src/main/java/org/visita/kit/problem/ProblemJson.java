package org.visita.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A problem document, RFC 9457. Members that say nothing are left out. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemJson(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String traceId,
        List<FieldError> errors,
        List<?> alternatives) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * Where the gateway has the page of each code. Relative to the document, which came through the gateway (RFC 9457,
     * section 3.1.1): one and the same under every name that an installation has.
     */
    public static final String TYPE_BASE = "/problems/";

    /**
     * @param instance path of the request, without its query, which may hold personal data
     * @param traceId W3C trace id, for support to find the request by
     */
    public static ProblemJson of(Refusal refusal, String instance, String traceId) {
        RefusalCode code = refusal.code();
        return new ProblemJson(
                TYPE_BASE + code.code(),
                code.title(),
                code.status(),
                refusal.detail(),
                instance,
                code.code(),
                traceId,
                refusal.errors(),
                refusal.alternatives());
    }
}
