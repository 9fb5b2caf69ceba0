package org.visita.ehrsync.wanted;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.DeadLetterHeaders;
import org.visita.contracts.Topics;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Puts records that are no booking events aside, byte for byte, so that those behind them get through. */
@ApplicationScoped
class UnreadableRecords {

    private static final Logger LOG = Logger.getLogger(UnreadableRecords.class);
    private static final String UNKNOWN_TYPE = "unreadable";

    private final Outbox outbox;
    private final Clock clock;
    private final Counter counter;

    @Inject
    UnreadableRecords(Outbox outbox, Clock clock, MeterRegistry registry) {
        this.outbox = outbox;
        this.clock = clock;
        this.counter = registry.counter("visita_events_unreadable", "topic", Topics.BOOKING_EVENTS);
    }

    /** Joins the running transaction. */
    Uni<Void> bury(List<ReceivedRecord> records) {
        return Multi.createFrom()
                .iterable(records)
                .invoke(record -> {
                    counter.increment();
                    LOG.errorf(
                            "%s is no booking event; it goes to the dead letters, the next is read", record.origin());
                })
                .onItem()
                .transformToUniAndConcatenate(record -> outbox.append(deadLetter(record)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private OutboxRecord deadLetter(ReceivedRecord record) {
        Map<String, String> headers = new HashMap<>(record.headers());
        String now = clock.instant().toString();
        headers.put(DeadLetterHeaders.CLASS, "unreadable");
        headers.put(DeadLetterHeaders.CODE, "unreadable-event");
        headers.put(DeadLetterHeaders.MESSAGE, "The record is not a booking event.");
        headers.put(DeadLetterHeaders.ATTEMPTS, "0");
        headers.put(DeadLetterHeaders.FIRST_FAILED_AT, now);
        headers.put(DeadLetterHeaders.LAST_FAILED_AT, now);
        headers.put(DeadLetterHeaders.ORIGIN, record.origin());
        return new OutboxRecord(
                Ids.next(),
                Topics.BOOKING_EVENTS_DEAD_LETTER,
                record.key() == null ? record.origin() : record.key(),
                record.headers().getOrDefault(CloudEventHeaders.TYPE, UNKNOWN_TYPE),
                record.value() == null ? new byte[0] : record.value(),
                headers);
    }
}
