package org.visita.ehrsync.wanted;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.DeadLetterHeaders;
import org.visita.contracts.Topics;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;
import org.visita.kit.topics.EventJson;

/** Puts records that are no booking events aside, byte for byte, so that those behind them get through. */
@ApplicationScoped
class UnreadableRecords {

    private static final Logger LOG = Logger.getLogger(UnreadableRecords.class);
    private static final String UNKNOWN_TYPE = "unreadable";

    /** Bytes in one statement; a batch of records may have fifty times as many. */
    private static final int CHUNK = 2 * 1024 * 1024;

    private final Outbox outbox;
    private final Clock clock;
    private final Counter counter;

    @Inject
    UnreadableRecords(Outbox outbox, Clock clock, MeterRegistry registry) {
        this.outbox = outbox;
        this.clock = clock;
        this.counter = registry.counter("visita_events_unreadable", "topic", Topics.BOOKING_EVENTS);
    }

    /** Joins the running transaction. A record that is read twice is put aside once. */
    Uni<Void> bury(List<ReceivedRecord> records) {
        return Multi.createFrom()
                .iterable(chunks(records))
                .onItem()
                .transformToUniAndConcatenate(this::buryChunk)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> buryChunk(Map<UnreadableLine, ReceivedRecord> chunk) {
        return insert(List.copyOf(chunk.keySet())).chain(fresh -> {
            List<OutboxRecord> deadLetters = new ArrayList<>();
            chunk.forEach((line, record) -> {
                if (fresh.contains(line.id())) {
                    counter.increment();
                    LOG.errorf(
                            "%s is no booking event (%s); it goes to the dead letters, the next is read",
                            record.origin(), line.problem());
                    deadLetters.add(deadLetter(record));
                }
            });
            return outbox.appendAll(deadLetters);
        });
    }

    /** @return ids of those that were not there yet */
    private static Uni<Set<UUID>> insert(List<UnreadableLine> lines) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into unreadable_record
                                  (id, clinic, topic, partition, record_offset, record_key, size, sha256, bytes,
                                   headers, problem, decoded)
                                select id, clinic, topic, part, at_offset, key, size, sha256, decode(bytes, 'base64'),
                                       headers, problem, decoded
                                from json_to_recordset(cast(cast(?1 as text) as json)) as n (
                                  id uuid, clinic text, topic text, part int, at_offset bigint, key text, size int,
                                  sha256 text, bytes text, headers text, problem text, decoded text)
                                on conflict on constraint unreadable_record_once do nothing
                                returning id""", UUID.class)
                        .setParameter(1, new String(EventJson.write(lines), StandardCharsets.UTF_8))
                        .getResultList())
                .map(HashSet::new);
    }

    private static List<Map<UnreadableLine, ReceivedRecord>> chunks(List<ReceivedRecord> records) {
        List<Map<UnreadableLine, ReceivedRecord>> chunks = new ArrayList<>();
        int bytes = CHUNK;
        for (ReceivedRecord record : records) {
            UnreadableLine line = UnreadableLine.of(record);
            if (bytes >= CHUNK) {
                chunks.add(new LinkedHashMap<>());
                bytes = 0;
            }
            chunks.getLast().put(line, record);
            bytes += line.size();
        }
        return chunks;
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
