package org.visita.audit.proof;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.visita.proof.Finding;

/**
 * What a verification found.
 *
 * @param valid whether nothing was found, as far as it was looked
 * @param from first position that was looked at
 * @param to last position that was looked at; less than {@code from} where there was nothing
 * @param entries that were there
 * @param head hash of the last of them, hexadecimal
 * @param checkpoint the newest, if there is one
 * @param findings at most a hundred
 * @param gaps losses on the way to the trail that are known and open, of any clinic
 * @param published whether what was published could be compared; false while it cannot be read: then nobody can tell whether
 *     the end is missing
 * @param next position to go on from; absent when all was looked at
 */
@Schema(name = "AuditVerification")
record VerificationView(
        boolean valid,
        String clinic,
        long from,
        long to,
        long entries,
        String head,
        CheckpointView checkpoint,
        List<FindingView> findings,
        long gaps,
        boolean published,
        Long next) {

    /**
     * One thing that is not as it was recorded.
     *
     * @param position of the entry, or the first of several; absent where none can be named
     * @param id of that entry; absent where it is not known
     */
    @Schema(name = "AuditFinding")
    record FindingView(String kind, Long position, String id, String detail) {

        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.kind().code(),
                    finding.position() == 0 ? null : finding.position(),
                    finding.id(),
                    finding.detail());
        }
    }
}
