package org.visita.kit.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Keeps what is searched for out of traces: names, birth dates and numbers stand in queries. Before anything exports a
 * span; that it had a query stays visible.
 */
@ApplicationScoped
public class QueryScrubber implements SpanProcessor {

    static final String SCRUBBED = "-";

    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");

    /** Whole addresses, under the names of both versions of the conventions. */
    private static final List<AttributeKey<String>> ADDRESSES = List.of(
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.url"),
            AttributeKey.stringKey("http.target"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, SCRUBBED);
        }
        for (AttributeKey<String> address : ADDRESSES) {
            String value = span.getAttribute(address);
            int mark = value == null ? -1 : value.indexOf('?');
            if (mark >= 0) {
                span.setAttribute(address, value.substring(0, mark + 1) + SCRUBBED);
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
