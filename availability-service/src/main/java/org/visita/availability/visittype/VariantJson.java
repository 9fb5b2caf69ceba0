package org.visita.availability.visittype;

import java.time.Duration;
import org.visita.availability.catalog.Codes;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.catalog.PatientStatus;
import org.visita.contracts.catalog.VisitTypeEntry;

/**
 * Another timing for some patients. What is left out is as in the visit type itself.
 *
 * @param patient {@code new} or {@code returning}
 */
public record VariantJson(
        String patient, Duration duration, Duration slotInterval, Duration bufferBefore, Duration bufferAfter) {

    void check(Findings findings, String pointer) {
        findings.code(pointer + "/patient", patient, PatientStatus.class);
        TimingFindings.check(findings, pointer, duration, slotInterval, bufferBefore, bufferAfter);
    }

    VisitTypeEntry.Variant within(VisitTypeJson type) {
        return new VisitTypeEntry.Variant(
                Codes.value(PatientStatus.class, patient),
                duration == null ? type.duration() : duration,
                slotInterval == null ? type.slotInterval() : slotInterval,
                bufferBefore == null ? type.bufferBefore() : bufferBefore,
                bufferAfter == null ? type.bufferAfter() : bufferAfter);
    }
}
