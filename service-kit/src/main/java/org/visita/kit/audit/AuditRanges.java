package org.visita.kit.audit;

import java.time.Duration;

/** Settings that would silence the trail, or refuse everything, are refused at the start. */
final class AuditRanges {

    private static final Duration SHORTEST_GRACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_GRACE = Duration.ofDays(1);
    private static final int SMALLEST_SEGMENT = 1 << 16;
    private static final int LARGEST_SEGMENT = 1 << 30;

    private AuditRanges() {}

    static void check(AuditConfig config) {
        require(
                config.grace().compareTo(SHORTEST_GRACE) >= 0 && config.grace().compareTo(LONGEST_GRACE) <= 0,
                "visita.audit.grace must be PT1S to P1D");
        int segment = config.journal().segmentBytes();
        require(
                segment >= SMALLEST_SEGMENT && segment <= LARGEST_SEGMENT,
                "visita.audit.journal.segment-bytes must be 65536 to 1073741824");
        require(
                config.journal().mostBytes() >= 2L * segment,
                "visita.audit.journal.most-bytes must be two segments at least");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
