package org.visita.kit.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;
import org.visita.contracts.Actor;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.ids.Ids;
import org.visita.kit.rest.TraceIds;
import org.visita.kit.topics.EventJson;

/**
 * Sends audit entries on their way without holding up the act: a bounded number may be under way to Kafka; one that
 * finds no place or no broker is counted and logged, and leaves a gap in the numbering that the audit service can see.
 */
@ApplicationScoped
public class AuditTrail {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);

    /** What a caller sent as an id may be any text, which does not belong on a topic. */
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}|[0-9A-Za-z]{12}");

    private static final Pattern PLAIN = Pattern.compile("[!-~]+");

    /**
     * What a caller did, before it is numbered. Components as in {@link AuditEvent}. What came from the caller is left
     * out where it does not fit the contract: an entry without it is worth more than one that the audit service cannot
     * take.
     */
    public record Act(
            String clinic,
            Actor actor,
            String action,
            String resourceType,
            String resourceId,
            AuditEvent.Outcome outcome,
            String code,
            String address,
            String requestId,
            long durationMillis) {

        public Act {
            resourceId = resourceId != null && ID.matcher(resourceId).matches() ? resourceId : null;
            address = fitting(address, 64);
            requestId = fitting(requestId, 128);
        }

        private static String fitting(String text, int longest) {
            return text != null
                            && text.length() <= longest
                            && PLAIN.matcher(text).matches()
                    ? text
                    : null;
        }
    }

    private final Emitter<byte[]> emitter;
    private final Clock clock;
    private final String service;
    private final int most;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Counter lost;

    @Inject
    AuditTrail(
            @Channel("audit-events") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<byte[]> emitter,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "visita.audit.under-way", defaultValue = "20000") int most,
            MeterRegistry registry) {
        this.emitter = emitter;
        this.clock = clock;
        this.service = service;
        this.most = most;
        this.lost = registry.counter("visita_audit_lost");
        registry.gauge("visita_audit_under_way", underWay);
    }

    /** How an act ended that was answered with this HTTP status. */
    public static AuditEvent.Outcome outcome(int status) {
        return status < 400
                ? AuditEvent.Outcome.SUCCEEDED
                : status < 500 ? AuditEvent.Outcome.REFUSED : AuditEvent.Outcome.FAILED;
    }

    public void record(Act act) {
        AuditEvent event = number(act);
        if (underWay.incrementAndGet() > most) {
            underWay.decrementAndGet();
            lose(event);
            return;
        }
        try {
            emitter.send(Message.of(EventJson.write(event), Metadata.of(address(event)), this::arrived, failure -> {
                lose(event);
                return arrived();
            }));
        } catch (IllegalStateException closing) {
            // The act is done and answered for: its entry may be lost, its answer not.
            lose(event);
            arrived();
        }
    }

    private AuditEvent number(Act act) {
        return new AuditEvent(
                Ids.next().toString(),
                act.clinic(),
                clock.instant(),
                act.actor(),
                act.action(),
                act.resourceType(),
                act.resourceId(),
                null,
                act.outcome(),
                act.code(),
                act.address(),
                act.requestId(),
                TraceIds.current(),
                act.durationMillis(),
                service,
                process,
                sequence.incrementAndGet());
    }

    private OutgoingKafkaRecordMetadata<String> address(AuditEvent event) {
        Headers headers = new RecordHeaders();
        header(headers, CloudEventHeaders.SPEC_VERSION, "1.0");
        header(headers, CloudEventHeaders.ID, event.id());
        header(headers, CloudEventHeaders.TYPE, EventType.AUDIT_RECORDED.code());
        header(headers, CloudEventHeaders.SOURCE, "/visita/" + service);
        header(headers, CloudEventHeaders.TIME, event.occurredAt().toString());
        header(headers, CloudEventHeaders.DATA_SCHEMA, EventType.AUDIT_RECORDED.dataSchema());
        header(headers, CloudEventHeaders.CONTENT_TYPE, "application/json");
        header(headers, CloudEventHeaders.SUBJECT, event.clinic());
        header(headers, CloudEventHeaders.TRACE_PARENT, TraceIds.currentTraceParent());
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(event.clinic())
                .withHeaders(headers)
                .build();
    }

    private static void header(Headers headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private CompletionStage<Void> arrived() {
        underWay.decrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    private void lose(AuditEvent event) {
        lost.increment();
        LOG.errorf("Audit entry %d of this process was lost (%s)", event.sequence(), event.action());
    }
}
