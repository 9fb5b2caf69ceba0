package org.visita.kit.rest;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** The W3C trace context of the running request. */
public final class TraceIds {

    private TraceIds() {}

    /** 32 hexadecimal digits; zeros outside a trace. */
    public static String current() {
        return Span.current().getSpanContext().getTraceId();
    }

    /** 32 hexadecimal digits; null outside a trace. */
    public static String ofRequest() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }

    /** Value of the header {@code traceparent}, or null outside a trace. */
    public static String currentTraceParent() {
        return traceParent(Span.current());
    }

    /** As {@link #currentTraceParent}, of a span that need not be the one that runs. */
    public static String traceParent(Span of) {
        SpanContext span = of.getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
