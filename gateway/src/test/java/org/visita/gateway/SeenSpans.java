package org.visita.gateway;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The last spans that would have been exported, as texts. */
@ApplicationScoped
public class SeenSpans implements SpanProcessor {

    private static final int MOST = 500;

    private final ConcurrentLinkedDeque<String> seen = new ConcurrentLinkedDeque<>();

    public List<String> attributes() {
        return List.copyOf(seen);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        seen.add(span.toSpanData().getAttributes().toString());
        if (seen.size() > MOST) {
            seen.pollFirst();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
