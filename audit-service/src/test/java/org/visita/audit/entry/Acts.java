package org.visita.audit.entry;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.kit.ids.Ids;

/** Acts for tests; each differs from the last by a second. */
public final class Acts {

    public static final Instant FIRST = Instant.parse("2026-03-01T08:00:00.123456Z");

    private static final AtomicLong COUNT = new AtomicLong();

    private Acts() {}

    public static AuditEvent cancelling(String clinic) {
        return at(clinic, FIRST.plusSeconds(COUNT.incrementAndGet()));
    }

    public static AuditEvent at(String clinic, Instant occurredAt) {
        return act(clinic, occurredAt, new Actor(Actor.Kind.KEY, "3fXk9QpL2aZb"), "booking.cancel", Outcome.SUCCEEDED);
    }

    public static AuditEvent act(String clinic, Instant occurredAt, Actor actor, String action, Outcome outcome) {
        return new AuditEvent(
                Ids.next().toString(),
                clinic,
                occurredAt,
                actor,
                action,
                "Booking",
                "018f0000-0000-7000-8000-000000000001",
                null,
                outcome,
                outcome == Outcome.SUCCEEDED ? null : "slot-taken",
                "203.0.113.7",
                "request-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                12,
                "booking-service",
                "a-process",
                COUNT.incrementAndGet());
    }
}
