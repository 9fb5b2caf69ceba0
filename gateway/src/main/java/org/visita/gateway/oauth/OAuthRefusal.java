package org.visita.gateway.oauth;

/** The token endpoint says no. Has no stack trace and is not logged. */
final class OAuthRefusal extends RuntimeException {

    private final OAuthError error;

    OAuthRefusal(OAuthError error, String detail) {
        super(detail, null, false, false);
        this.error = error;
    }

    OAuthError error() {
        return error;
    }
}
