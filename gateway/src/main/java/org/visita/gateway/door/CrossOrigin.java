package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.visita.gateway.pipe.Farewell;

/**
 * Which pages of others may read our answers (CORS, Fetch Standard, section 3.2): those of the origins that the key in
 * use names. A browser that asks first, without the key, is told the same whatever its page: who our callers are is not for
 * strangers to find out.
 */
@ApplicationScoped
class CrossOrigin {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

    private static final String REQUEST_HEADERS =
            "Authorization, X-API-Key, Content-Type, Accept, If-Match, If-None-Match,"
                    + " If-None-Exist, If-Modified-Since, Idempotency-Key, Prefer, traceparent";

    private static final String ANSWER_HEADERS = "ETag, Location, Link, Last-Modified, Retry-After, RateLimit,"
            + " RateLimit-Policy, X-Request-Id, Idempotency-Replayed";

    /** As browsers send it; a page without an origin of its own sends "null", which no key can name. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,200}");

    /** Seconds that a browser may keep the answer to its question, which never changes. */
    private static final String MAX_AGE = "600";

    /** False of a request that is like any other. */
    boolean isPreflight(HttpServerRequest request) {
        if (request.method() != HttpMethod.OPTIONS) {
            return false;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                && ORIGIN.matcher(origin).matches();
    }

    void answerPreflight(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        allow(request.getHeader(HttpHeaders.ORIGIN), response.headers())
                .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        response.setStatusCode(204);
        if (Farewell.isDue(request)) {
            Farewell.announce(request);
            Farewell.bid(context.vertx(), request);
        } else {
            request.resume();
        }
        response.end();
    }

    /** Of a caller that is known by now. Without these headers a browser keeps the answer from the page. */
    void tell(Passage passage) {
        String origin = passage.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            MultiMap headers = passage.context().response().headers();
            if (passage.principal().sharesWith(origin)) {
                allow(origin, headers).set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
            } else {
                headers.set(HttpHeaders.VARY, "Origin");
            }
        }
    }

    private static MultiMap allow(String origin, MultiMap headers) {
        return headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin).set(HttpHeaders.VARY, "Origin");
    }
}
