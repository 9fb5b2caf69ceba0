package org.visita.kit.problem;

/** Refusals that every service may answer with. */
public enum CommonRefusal implements RefusalCode {
    INVALID_REQUEST("invalid-request", 400, "The request is not valid.", "invalid"),
    UNAUTHENTICATED("unauthenticated", 401, "Credentials are missing or not accepted.", "login"),
    FORBIDDEN("forbidden", 403, "These credentials do not allow this.", "forbidden"),
    NOT_FOUND("not-found", 404, "There is no such thing here.", "not-found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This address does not take this method.", "not-supported"),
    NOT_ACCEPTABLE("not-acceptable", 406, "None of the accepted media types can be sent.", "not-supported"),
    REQUEST_IN_PROGRESS("request-in-progress", 409, "A request with this key is being worked on.", "conflict"),
    STALE_VERSION("stale-version", 412, "The thing has changed since it was read.", "conflict"),
    TOO_LARGE("too-large", 413, "The request is too large.", "too-long"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "This media type is not understood here.", "not-supported"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "This key was used for another request.", "business-rule"),
    UNKNOWN_REFERENCE("unknown-reference", 422, "The request names something that is not there.", "not-found"),
    PRECONDITION_REQUIRED("precondition-required", 428, "This change needs an If-Match header.", "business-rule"),
    INTERNAL("internal", 500, "Something went wrong on our side.", "exception"),
    AUDIT_BEHIND("audit-behind", 503, "The audit trail is behind: nothing can be changed now.", "transient"),
    UNAVAILABLE("unavailable", 503, "This is out of reach for the moment.", "transient");

    private final Entry entry;

    CommonRefusal(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
