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

    /** Value of the header {@code traceparent}, or null outside a trace. */
    public static String currentTraceParent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
