package org.visita.ehrsync.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A request as the EHR sees it.
 *
 * @param type of the resource
 * @param id null for a search or a creation; {@code _search} for a search by POST
 * @param query decoded; of the address or of the form
 */
public record EhrRequest(
        String method, String type, String id, String query, String body, String ifMatch, String ifNoneExist) {

    static EhrRequest of(HttpExchange exchange) throws IOException {
        String[] path =
                exchange.getRequestURI().getPath().replaceFirst("^/fhir/", "").split("/");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String id = path.length > 1 ? path[1] : null;
        String query = "_search".equals(id) ? body : exchange.getRequestURI().getRawQuery();
        return new EhrRequest(
                exchange.getRequestMethod(),
                path[0],
                id,
                query == null ? "" : query,
                body,
                exchange.getRequestHeaders().getFirst("If-Match"),
                exchange.getRequestHeaders().getFirst("If-None-Exist"));
    }

    boolean isSearch() {
        return "_search".equals(id) || method.equals("GET") && id == null;
    }

    boolean mentions(String text) {
        return decode(query).contains(text) || body.contains(text) || text.equals(id);
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
