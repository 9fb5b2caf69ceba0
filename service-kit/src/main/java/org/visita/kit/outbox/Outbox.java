package org.visita.kit.outbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.visita.kit.topics.EventJson;

/** Where a change leaves its event, in its own transaction: both are kept, or neither. */
@ApplicationScoped
public class Outbox {

    private final Clock clock;

    @Inject
    Outbox(Clock clock) {
        this.clock = clock;
    }

    /** Joins the running transaction; fails outside one. */
    public Uni<Void> append(OutboxRecord record) {
        return Panache.getSession().chain(session -> session.persist(OutboxEntity.of(record, clock.instant())));
    }

    /** The same for many, in one statement; published in this order. */
    public Uni<Void> appendAll(List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        List<OutboxLine> lines = IntStream.range(0, records.size())
                .mapToObj(place -> OutboxLine.of(place, OutboxEntity.of(records.get(place), now)))
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into outbox
                                  (id, aggregatetype, aggregateid, type, payload, headers, traceparent, created_at)
                                select id, topic, key, type, decode(payload, 'base64'), headers, trace, at
                                from json_to_recordset(cast(cast(?1 as text) as json)) as n (
                                  place int, id uuid, topic text, key text, type text, payload text, headers text,
                                  trace text, at timestamptz)
                                order by place""")
                        .setParameter(1, new String(EventJson.write(lines), StandardCharsets.UTF_8))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
