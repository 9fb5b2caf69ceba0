package org.visita.ehrsync.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.ehrsync.destination.Credentials;

/** What a token is asked for with. */
final class TokenForm {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** SMART allows five minutes at most; a clock that is a little ahead must not make it more. */
    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(4);

    private TokenForm() {}

    /** {@code client_secret_basic}: both parts encoded as in a form first (RFC 6749, section 2.3.1). */
    static String basic(Credentials.ClientCredentials oauth) {
        String pair = encode(oauth.clientId()) + ':' + encode(oauth.clientSecret());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    static String of(Credentials.ClientCredentials oauth) {
        return form(grant(oauth.scope()));
    }

    static String of(Credentials.SmartBackend smart, Instant now) {
        Map<String, String> fields = grant(smart.scope());
        fields.put("client_assertion_type", ASSERTION_TYPE);
        fields.put("client_assertion", SmartKeys.sign(claims(smart, now), smart));
        return form(fields);
    }

    /** RFC 7523, section 3; {@code jti} is new each time, as an endpoint takes each only once. */
    private static String claims(Credentials.SmartBackend smart, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", smart.clientId());
        claims.put("sub", smart.clientId());
        claims.put("aud", smart.tokenUrl());
        claims.put("exp", now.plus(ASSERTION_LIFE).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return SmartKeys.json(claims);
    }

    private static Map<String, String> grant(String scope) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        if (scope != null) {
            fields.put("scope", scope);
        }
        return fields;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
