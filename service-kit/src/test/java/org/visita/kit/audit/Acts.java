package org.visita.kit.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.kit.ids.Ids;

/** Acts, and settings for where they are kept. */
final class Acts {

    static final String CLINIC = "018f0000-0000-7000-8000-00000000c11c";

    private Acts() {}

    static AuditedAct act(String request) {
        return act(request, Outcome.SUCCEEDED, null);
    }

    static AuditedAct interrupted(String request) {
        return act(request, Outcome.FAILED, "interrupted");
    }

    private static AuditedAct act(String request, Outcome outcome, String code) {
        return new AuditedAct(
                CLINIC,
                new Actor(Actor.Kind.KEY, "3fXk9QpL2aZb"),
                "booking.cancel",
                "Booking",
                Ids.next().toString(),
                null,
                outcome,
                code,
                "203.0.113.7",
                request,
                null,
                12);
    }

    static AuditConfig.Journal journal(Path directory, int segmentBytes, long mostBytes) {
        return new AuditConfig.Journal() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public long mostBytes() {
                return mostBytes;
            }

            @Override
            public int segmentBytes() {
                return segmentBytes;
            }
        };
    }

    static AuditConfig config(Path directory, Duration grace) {
        return config(journal(directory, 1 << 20, 1 << 26), grace);
    }

    static AuditConfig config(AuditConfig.Journal journal, Duration grace) {
        return new AuditConfig() {
            @Override
            public Duration grace() {
                return grace;
            }

            @Override
            public Journal journal() {
                return journal;
            }
        };
    }
}
