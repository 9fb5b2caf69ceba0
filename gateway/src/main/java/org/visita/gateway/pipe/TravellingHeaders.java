package org.visita.gateway.pipe;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.visita.kit.audit.AuditNote;

/**
 * Which headers go through the gateway. Those that belong to one connection end with it (RFC 9110, section 7.6.1), and
 * those that say who somebody is, or where from, are the gateway's to write.
 */
public final class TravellingHeaders {

    public static final String CLIENT_ADDRESS = "X-Client-Address";
    public static final String REQUEST_ID = "X-Request-Id";

    private static final Set<String> OF_THE_CONNECTION = names(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "Expect",
            "HTTP2-Settings");

    /** The tracer writes {@code traceparent} anew, as a child of what came if that was well-formed. */
    private static final Set<String> OF_THE_CALLER = names(
            "Authorization",
            "X-API-Key",
            "Cookie",
            "Host",
            "Forwarded",
            "Via",
            "X-Real-IP",
            "X-Original-URL",
            "X-Rewrite-URL",
            "X-HTTP-Method-Override",
            "traceparent",
            "tracestate",
            "baggage",
            CLIENT_ADDRESS,
            REQUEST_ID,
            AuditNote.HEADER);

    /** What a service says for the audit trail is for the door. */
    private static final Set<String> OF_THE_SERVICE =
            names("Server", "X-Powered-By", "Set-Cookie", "Date", "Via", AuditNote.HEADER);

    private static final String FORWARDED = "X-Forwarded";
    private static final String CORS = "Access-Control-";

    private TravellingHeaders() {}

    private static Set<String> names(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }

    /** From the caller to a service. */
    static void copyRequest(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!OF_THE_CONNECTION.contains(name) && !isOfTheCaller(name) && !named.contains(name)) {
                to.add(name, header.getValue());
            }
        }
    }

    /**
     * Back from a service. What already stands in the answer was written by the gateway and wins.
     *
     * @param origin of the service: it knows itself by an address that means nothing outside; a relative one is right
     *     everywhere
     */
    static void copyResponse(MultiMap from, MultiMap to, String origin) {
        Set<String> named = namedByConnection(from);
        Set<String> written = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        written.addAll(to.names());
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!OF_THE_CONNECTION.contains(name)
                    && !isOfTheService(name)
                    && !written.contains(name)
                    && !named.contains(name)) {
                to.add(name, header.getValue());
            }
        }
        String location = from.get(HttpHeaders.LOCATION);
        if (location != null && location.startsWith(origin + "/")) {
            to.set(HttpHeaders.LOCATION, location.substring(origin.length()));
        }
    }

    /** For a request that this process answers itself. */
    public static void removeIdentity(MultiMap headers) {
        Set.copyOf(headers.names()).stream()
                .filter(TravellingHeaders::isOfTheCaller)
                .filter(name -> !name.equalsIgnoreCase("Host"))
                .forEach(headers::remove);
    }

    /** Which pages may read an answer is for the door to say. */
    private static boolean isOfTheService(String name) {
        return OF_THE_SERVICE.contains(name) || name.regionMatches(true, 0, CORS, 0, CORS.length());
    }

    private static boolean isOfTheCaller(String name) {
        return OF_THE_CALLER.contains(name) || name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length());
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        if (!headers.contains("Connection")) {
            return Set.of();
        }
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String value : headers.getAll("Connection")) {
            for (String name : value.split(",")) {
                named.add(name.strip());
            }
        }
        // A caller must not be able to have the framing or the target of the request removed.
        named.remove("Content-Length");
        return named;
    }
}
