package org.visita.availability.visittype;

import java.time.Duration;
import org.visita.availability.catalog.Findings;
import org.visita.rules.VisitTiming;

/** What can be wrong with the timing of a visit; what is left out is not wrong. */
final class TimingFindings {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private TimingFindings() {}

    static void check(
            Findings findings,
            String pointer,
            Duration duration,
            Duration slotInterval,
            Duration bufferBefore,
            Duration bufferAfter) {
        check(findings, pointer + "/duration", duration, MINUTE);
        check(findings, pointer + "/slotInterval", slotInterval, MINUTE);
        check(findings, pointer + "/bufferBefore", bufferBefore, Duration.ZERO);
        check(findings, pointer + "/bufferAfter", bufferAfter, Duration.ZERO);
    }

    private static void check(Findings findings, String pointer, Duration value, Duration least) {
        if (value != null) {
            findings.duration(pointer, value, least, VisitTiming.MAX_DURATION);
        }
    }
}
