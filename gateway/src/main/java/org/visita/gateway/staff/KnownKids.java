package org.visita.gateway.staff;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** By which of the issuer's keys a token was found right: for those the issuer need not be asked. */
final class KnownKids {

    /** An issuer has two or three at a time. */
    private static final int MOST = 100;

    private static final int LONGEST_HEADER = 2_048;

    private final Cache<String, Boolean> kids = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    void right(String token) {
        String kid = kid(token);
        if (!kid.isEmpty()) {
            kids.put(kid, true);
        }
    }

    /** The issuer had to be asked for it, after all. */
    void unsettled(String token) {
        kids.invalidate(kid(token));
    }

    boolean has(String token) {
        return kids.getIfPresent(kid(token)) != null;
    }

    /** As the token says; empty if it says none. */
    private static String kid(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || dot > LONGEST_HEADER) {
            return "";
        }
        try {
            byte[] header = Base64.getUrlDecoder().decode(token.substring(0, dot));
            Object kid = new JsonObject(new String(header, StandardCharsets.UTF_8)).getValue("kid");
            return kid instanceof String text ? text : "";
        } catch (IllegalArgumentException | DecodeException junk) {
            return "";
        }
    }
}
