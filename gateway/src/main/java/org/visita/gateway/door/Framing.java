package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.visita.gateway.wire.Unreadable;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * Refuses what two servers could read as different requests (request smuggling; RFC 9112, sections 3.2 and 6). What Netty
 * itself cannot read, Content-Length beside Transfer-Encoding among it, comes here as an {@link Unreadable}.
 */
final class Framing {

    private static final Pattern HOST = Pattern.compile("([0-9A-Za-z.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private static final int MOST_HEADERS = 100;

    private Framing() {}

    static void check(HttpServerRequest request) {
        Unreadable.in(request.uri()).ifPresent(reason -> {
            throw refusal(reason);
        });
        checkHeaders(request.headers());
        checkHost(request);
        checkLength(request);
        checkExpectation(request);
    }

    /** Of what could end a line for somebody else nothing goes on; and no service is to choke on their number. */
    private static void checkHeaders(MultiMap headers) {
        int count = 0;
        for (Map.Entry<String, String> header : headers) {
            String value = header.getValue();
            if (header.getKey().isEmpty()) {
                throw refusal("A header has no name.");
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c < ' ' && c != '\t' || c == 0x7f) {
                    throw refusal("A header has a control character.");
                }
            }
            if (++count > MOST_HEADERS) {
                throw DoorRefusal.HEADERS_TOO_LARGE
                        .because("A request has at most " + MOST_HEADERS + " headers.")
                        .asException();
            }
        }
    }

    private static void checkHost(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (request.version() == HttpVersion.HTTP_2) {
            // In a place of its own (RFC 9113, section 8.3.1); Host may only repeat it.
            String authority =
                    request.authority() == null ? "" : request.authority().toString();
            if (!HOST.matcher(authority).matches() || hosts.stream().anyMatch(host -> !host.equals(authority))) {
                throw refusal("The request needs exactly one authority, a name or an address.");
            }
        } else if (hosts.size() != 1 || !HOST.matcher(hosts.getFirst()).matches()) {
            throw refusal("The request needs exactly one Host, a name or an address.");
        }
    }

    private static void checkLength(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> encodings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaders.CONTENT_LENGTH);
        if (!encodings.isEmpty() && !lengths.isEmpty()) {
            throw refusal("The request states its length twice.");
        }
        boolean chunkedCanBe = request.version() == HttpVersion.HTTP_1_1;
        if (encodings.size() > 1
                || encodings.size() == 1 && !chunkedCanBe
                || encodings.size() == 1 && !encodings.getFirst().equalsIgnoreCase("chunked")) {
            throw refusal("The only transfer coding taken here is chunked.");
        }
        if (lengths.size() > 1 || lengths.size() == 1 && !lengths.getFirst().matches("[0-9]{1,18}")) {
            throw refusal("The Content-Length is not a number.");
        }
    }

    /** The one expectation that there is (RFC 9110, section 10.1.1). */
    private static void checkExpectation(HttpServerRequest request) {
        String expected = request.getHeader(HttpHeaders.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            throw refusal("The only expectation met here is 100-continue.");
        }
    }

    private static RefusedException refusal(Unreadable.Reason reason) {
        return switch (reason) {
            case ADDRESS_TOO_LONG ->
                DoorRefusal.ADDRESS_TOO_LONG.because("Send less of it.").asException();
            case HEADERS_TOO_LARGE ->
                DoorRefusal.HEADERS_TOO_LARGE
                        .because("Send fewer, or shorter ones.")
                        .asException();
            case BROKEN ->
                Refusal.invalid("", "The request is not HTTP, or can be read in two ways.")
                        .asException();
        };
    }

    private static RefusedException refusal(String detail) {
        return Refusal.invalid("", detail).asException();
    }
}
