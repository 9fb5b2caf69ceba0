package org.visita.ehrsync.http;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * One request.
 *
 * @param body null if there is none
 */
public record HttpCall(HttpMethod method, URI url, Map<String, String> headers, String body) {

    public static HttpCall get(URI url, Map<String, String> headers) {
        return new HttpCall(HttpMethod.GET, url, headers, null);
    }

    /** With these headers beside its own. */
    public HttpCall with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new HttpCall(method, url, all, body);
    }

    /** Without the address, which may tell more than a log should. */
    @Override
    public String toString() {
        return method.name();
    }
}
