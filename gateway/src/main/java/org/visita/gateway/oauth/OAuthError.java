package org.visita.gateway.oauth;

/** What the token endpoint says when it says no (RFC 6749, section 5.2). */
enum OAuthError {
    INVALID_REQUEST("invalid_request", 400),
    INVALID_CLIENT("invalid_client", 401),
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    INVALID_SCOPE("invalid_scope", 400),

    /** Known from the authorization endpoint (section 4.1.2.1): the RFC has no word for it here. */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

    private final String code;
    private final int status;

    OAuthError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    /** @param detail for the developer of the client; says nothing about why a client was not recognised */
    OAuthRefusal because(String detail) {
        return new OAuthRefusal(this, detail);
    }
}
