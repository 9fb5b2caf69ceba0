package org.visita.proof;

import java.util.List;

/**
 * What verifying an export found.
 *
 * @param header what the export says of itself
 * @param entries lines of entries that were read
 * @param checkpoint the newest that the export holds and that fits; null where there is none
 * @param signaturesChecked false where no key was given: then only that all fits together was seen
 * @param findings the first hundred
 * @param findingsCount all of them
 */
public record Verdict(
        ExportHeader header,
        long entries,
        Checkpoint checkpoint,
        boolean signaturesChecked,
        List<Finding> findings,
        long findingsCount) {

    public boolean isValid() {
        return findingsCount == 0;
    }
}
