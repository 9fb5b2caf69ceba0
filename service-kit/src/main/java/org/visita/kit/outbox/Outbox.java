package org.visita.kit.outbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

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
}
