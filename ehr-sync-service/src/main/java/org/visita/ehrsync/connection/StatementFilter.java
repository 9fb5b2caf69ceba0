package org.visita.ehrsync.connection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps of a CapabilityStatement what is looked at: read as a whole, one of megabytes takes many times its length in
 * memory. Whatever it says, no more than so many values are kept.
 */
final class StatementFilter extends TokenFilter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_VALUES = 200_000;

    private static final Set<String> WANTED = Set.of(
            "resourceType",
            "fhirVersion",
            "software",
            "name",
            "version",
            "rest",
            "mode",
            "resource",
            "type",
            "versioning",
            "conditionalCreate",
            "updateCreate",
            "interaction",
            "code",
            "searchParam");

    private static final class TooMuchException extends RuntimeException {
        TooMuchException() {
            super("more than " + MOST_VALUES + " values", null, false, false);
        }
    }

    private int kept;

    private StatementFilter() {}

    /** Empty if it is no JSON, or too much of it. */
    static Optional<JsonNode> read(String body) {
        try (JsonParser whole = JSON.getFactory().createParser(body);
                JsonParser wanted = new FilteringParserDelegate(
                        whole, new StatementFilter(), Inclusion.INCLUDE_ALL_AND_PATH, true)) {
            return Optional.ofNullable(JSON.readTree(wanted));
        } catch (IOException | TooMuchException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public TokenFilter includeProperty(String name) {
        return WANTED.contains(name) ? counted() : null;
    }

    @Override
    public TokenFilter includeElement(int index) {
        return counted();
    }

    private TokenFilter counted() {
        kept++;
        if (kept > MOST_VALUES) {
            throw new TooMuchException();
        }
        return this;
    }
}
