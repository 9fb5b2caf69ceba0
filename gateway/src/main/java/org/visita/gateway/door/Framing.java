package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * Refuses what two servers could read as different requests (request smuggling; RFC 9112, sections 3.2 and 6). Netty
 * has already refused what it cannot read at all, Content-Length beside Transfer-Encoding among it: with a bare 400.
 */
final class Framing {

    private static final Pattern HOST = Pattern.compile("([0-9A-Za-z.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private Framing() {}

    static void check(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaders.HOST);
        if (hosts.size() != 1 || !HOST.matcher(hosts.getFirst()).matches()) {
            throw refusal("The request needs exactly one Host, a name or an address.");
        }
        List<String> encodings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaders.CONTENT_LENGTH);
        if (!encodings.isEmpty() && !lengths.isEmpty()) {
            throw refusal("The request states its length twice.");
        }
        if (encodings.size() > 1
                || encodings.size() == 1 && !encodings.getFirst().equalsIgnoreCase("chunked")) {
            throw refusal("The only transfer coding taken here is chunked.");
        }
        if (lengths.size() > 1 || lengths.size() == 1 && !lengths.getFirst().matches("[0-9]{1,18}")) {
            throw refusal("The Content-Length is not a number.");
        }
        checkExpectation(request);
    }

    /** The one expectation that there is (RFC 9110, section 10.1.1). */
    private static void checkExpectation(HttpServerRequest request) {
        String expected = request.getHeader(HttpHeaders.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            throw refusal("The only expectation met here is 100-continue.");
        }
    }

    private static RefusedException refusal(String detail) {
        return Refusal.invalid("", detail).asException();
    }
}
