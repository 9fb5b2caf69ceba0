package org.visita.kit.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.ids.Ids;

/** Acts as the entries of this service, and those as bytes for a journal. */
final class AuditEntries {

    private final Clock clock;
    private final SteadyTime time;
    private final String service;

    AuditEntries(Clock clock, SteadyTime time, String service) {
        this.clock = clock;
        this.time = time;
        this.service = service;
    }

    /** The entry of one act: what is known of it when it begins stays what it is when it ends. */
    final class Entry {

        private final String process;
        private final String id = Ids.next().toString();
        private final Instant at = now();
        private final String traceId;
        private final String traceParent;
        private byte[] head;
        private String headClinic;

        private Entry(String process, AuditedAct act) {
            this.process = process;
            this.traceId = act.traceId();
            this.traceParent = act.traceParent();
        }

        byte[] begun(AuditedAct soFar) {
            return frame(soFar, true);
        }

        byte[] whole(AuditedAct act) {
            return frame(act, false);
        }

        private byte[] frame(AuditedAct act, boolean begun) {
            AuditEvent event = new AuditEvent(
                    id,
                    act.clinic(),
                    at,
                    act.actor(),
                    act.action(),
                    act.resourceType(),
                    act.resourceId(),
                    act.patientId(),
                    act.outcome(),
                    act.code(),
                    act.address(),
                    act.requestId(),
                    traceId,
                    act.durationMillis(),
                    service,
                    process,
                    0);
            if (head == null || !Objects.equals(headClinic, act.clinic())) {
                head = JournalRecord.head(event, traceParent);
                headClinic = act.clinic();
            }
            return JournalRecord.frame(head, event, begun, time.millis());
        }
    }

    Entry of(AuditedAct act, AuditJournal journal) {
        return new Entry(journal.process(), act);
    }

    /** That numbers of this process went nowhere. */
    byte[] closing(String process) {
        AuditedAct lost = new AuditedAct(
                null,
                new Actor(Actor.Kind.SERVICE, service),
                "audit.lost",
                "AuditJournal",
                null,
                null,
                AuditEvent.Outcome.FAILED,
                "entries-lost",
                null,
                null,
                null,
                0,
                null);
        return new Entry(process, lost).whole(lost);
    }

    /** As exact as PostgreSQL is, which keeps it: it has to come out of there as it went in. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
