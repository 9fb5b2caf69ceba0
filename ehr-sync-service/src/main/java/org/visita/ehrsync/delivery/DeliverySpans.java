package org.visita.ehrsync.delivery;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Supplier;

/** The trace of a booking goes on in its delivery, although a table lies between the two. */
@ApplicationScoped
class DeliverySpans {

    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers.get(name);
        }
    };

    private final OpenTelemetry telemetry;

    @Inject
    DeliverySpans(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** Runs the work as a part of the trace that the booking's event belongs to. */
    <T> Uni<T> within(ClaimedDelivery delivery, Supplier<Uni<T>> work) {
        Context remote =
                telemetry.getPropagators().getTextMapPropagator().extract(Context.root(), delivery.headers(), HEADERS);
        Span span = telemetry
                .getTracer("visita")
                .spanBuilder("deliver booking")
                .setParent(remote)
                .setSpanKind(SpanKind.INTERNAL)
                .startSpan();
        Scope scope = span.makeCurrent();
        return work.get().onTermination().invoke(() -> {
            scope.close();
            span.end();
        });
    }
}
