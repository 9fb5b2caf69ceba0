package org.visita.gateway.oauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** By what a client says who it is: by one thing only (RFC 6749, section 2.3). */
sealed interface ClientCredentials {

    /** Its own word, in HTTP Basic or in the form (RFC 6749, section 2.3.1). */
    record Secret(String clientId, String secret) implements ClientCredentials {

        /** Without the secret, which a record's own form would put into the first log line that prints one. */
        @Override
        public String toString() {
            return "Secret[" + clientId + "]";
        }
    }

    /** A JWT that it signed itself: {@code private_key_jwt} (RFC 7523, section 2.2). */
    record SignedAssertion(String jwt, Optional<String> clientId) implements ClientCredentials {}

    String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** @throws OAuthRefusal if there is none, more than one, or one of another kind */
    static ClientCredentials in(MultiMap headers, TokenForm form) {
        List<String> authorization = headers.getAll(HttpHeaders.AUTHORIZATION);
        Optional<String> assertion = form.get("client_assertion");
        Optional<String> secret = form.get("client_secret");
        int ways = authorization.size() + (assertion.isPresent() ? 1 : 0) + (secret.isPresent() ? 1 : 0);
        if (ways > 1 || headers.contains("X-API-Key")) {
            throw OAuthError.INVALID_REQUEST.because("A client authenticates in one way only.");
        }
        if (assertion.isPresent()) {
            if (!form.get("client_assertion_type")
                    .filter(ASSERTION_TYPE::equals)
                    .isPresent()) {
                throw OAuthError.INVALID_REQUEST.because("client_assertion_type is " + ASSERTION_TYPE + ".");
            }
            return new SignedAssertion(assertion.get(), form.get("client_id"));
        }
        if (!authorization.isEmpty()) {
            return basic(authorization.getFirst(), form);
        }
        return new Secret(
                form.get("client_id").orElseThrow(ClientCredentials::unknown),
                secret.orElseThrow(ClientCredentials::unknown));
    }

    /** One and the same for a client that is missing, unknown, wrong, or not allowed in. */
    static OAuthRefusal unknown() {
        return OAuthError.INVALID_CLIENT.because("The client could not be authenticated.");
    }

    private static Secret basic(String authorization, TokenForm form) {
        if (!authorization.regionMatches(true, 0, "basic ", 0, 6)) {
            throw unknown();
        }
        String pair;
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            pair = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw unknown();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw unknown();
        }
        String client = TokenForm.decode(pair.substring(0, colon));
        if (form.get("client_id").filter(named -> !named.equals(client)).isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("client_id is not the client that authenticates.");
        }
        return new Secret(client, TokenForm.decode(pair.substring(colon + 1)));
    }
}
