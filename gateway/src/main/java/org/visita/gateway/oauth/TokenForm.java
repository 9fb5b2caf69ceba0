package org.visita.gateway.oauth;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.visita.gateway.pipe.CallerBody;

/** The parameters of a token request (RFC 6749, section 3.2). One that is empty counts as left out. */
record TokenForm(Map<String, String> parameters) {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** An assertion under an RSA key of 4096 bits takes about 1 KiB. */
    private static final int MOST_BYTES = 16 * 1024;

    TokenForm {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * Takes the body of a paused request.
     *
     * @return fails with an {@link OAuthRefusal}, or a {@link org.visita.kit.problem.RefusedException} if the body is too
     *     long or does not come
     */
    static Future<TokenForm> of(RoutingContext context, Duration patience) {
        HttpServerRequest request = context.request();
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(MEDIA_TYPE)) {
            return Future.failedFuture(OAuthError.INVALID_REQUEST.because("Send " + MEDIA_TYPE + "."));
        }
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            context.response().writeContinue();
        }
        return CallerBody.whole(context.vertx(), request, MOST_BYTES, patience)
                .map(body -> parse(body.toString(StandardCharsets.UTF_8)));
    }

    /** @throws OAuthRefusal if it cannot be read, or names a parameter twice */
    static TokenForm parse(String body) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] halves = pair.split("=", 2);
            String value = halves.length == 2 ? decode(halves[1]) : "";
            if (!value.isEmpty() && parameters.put(decode(halves[0]), value) != null) {
                throw OAuthError.INVALID_REQUEST.because("A parameter is named twice.");
            }
        }
        return new TokenForm(parameters);
    }

    /** @throws OAuthRefusal if a percent sign is not followed by two digits */
    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw OAuthError.INVALID_REQUEST.because("A percent sign is not followed by two digits.");
        }
    }
}
