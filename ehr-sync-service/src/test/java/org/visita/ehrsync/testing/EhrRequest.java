package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request as the EHR sees it.
 *
 * @param type of the resource; {@code metadata} for the server itself
 * @param id null for a search or a creation; {@code _search} for a search by POST
 * @param query as it came; of the address or of the form
 * @param resource the body as JSON; a missing node if it is none
 */
public record EhrRequest(
        String method,
        String type,
        String id,
        String query,
        String body,
        JsonNode resource,
        String ifMatch,
        String ifNoneMatch,
        String ifNoneExist) {

    private static final Pattern BOOKING =
            Pattern.compile(Pattern.quote(Samples.BOOKING_SYSTEM) + "\\|([0-9A-Za-z-]+)");

    static EhrRequest of(HttpExchange exchange) throws IOException {
        String[] path =
                exchange.getRequestURI().getPath().replaceFirst("^/fhir/?", "").split("/");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String id = path.length > 1 ? path[1] : null;
        boolean form = "_search".equals(id);
        String query = form ? body : exchange.getRequestURI().getRawQuery();
        return new EhrRequest(
                exchange.getRequestMethod(),
                path[0],
                id,
                query == null ? "" : query,
                body,
                form ? MissingNode.getInstance() : json(body),
                exchange.getRequestHeaders().getFirst("If-Match"),
                exchange.getRequestHeaders().getFirst("If-None-Match"),
                exchange.getRequestHeaders().getFirst("If-None-Exist"));
    }

    boolean isSearch() {
        return "_search".equals(id) || method.equals("GET") && id == null;
    }

    public boolean isWrite() {
        return !isSearch() && (method.equals("POST") || method.equals("PUT"));
    }

    boolean mentions(String text) {
        return decode(query).contains(text) || body.contains(text) || text.equals(id);
    }

    /** The booking that it is about, as far as it says; empty text if none. */
    public String booking() {
        if (resource.isObject()) {
            return FhirPaths.bookingOf(resource);
        }
        Matcher matcher = BOOKING.matcher(decode(query));
        return matcher.find() ? matcher.group(1) : "";
    }

    /** What it is about: the same for all tries of one and the same thing. */
    String subject() {
        String booking = booking();
        if (!booking.isEmpty()) {
            return booking;
        }
        return type + '/' + (id == null || "_search".equals(id) ? identifier() : id);
    }

    /** The same for all tries to write one and the same version. */
    String write() {
        return method + ' ' + subject() + ' ' + FhirPaths.versionOf(resource);
    }

    /** What is searched, or what the resource is known by. */
    String identifier() {
        if (resource.isObject()) {
            JsonNode first = resource.at("/identifier/0");
            return first.path("system").asText() + '|' + first.path("value").asText();
        }
        return Stream.of(query.split("&"))
                .filter(part -> part.startsWith("identifier="))
                .map(part -> decode(part.substring("identifier=".length())))
                .findFirst()
                .orElse("");
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String body) {
        try {
            return FakeEhr.parse(body);
        } catch (UncheckedIOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
