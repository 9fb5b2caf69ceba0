package org.visita.audit.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.visita.proof.Finding;

/** A verification that is under way. */
final class VerifyRun {

    /** More are looked at once more. */
    private static final int MOST_PERSONS = 100_000;

    private final String clinic;
    private final long from;
    private final long upTo;
    private final boolean fromBeginning;
    private final boolean toEnd;
    private final long latestExpiry;
    private final ChainCheck check;
    private final TrailFindings findings;
    private final Set<UUID> persons = new HashSet<>();

    /**
     * @param upTo last position to be looked at
     * @param fromBeginning whether it begins with the first entry there is
     * @param toEnd whether it ends with the last one
     * @param latestExpiry position of the last entry that was let go, when this began
     */
    VerifyRun(
            String clinic,
            long from,
            long upTo,
            boolean fromBeginning,
            boolean toEnd,
            long latestExpiry,
            ChainCheck check,
            TrailFindings findings) {
        this.clinic = clinic;
        this.from = from;
        this.upTo = upTo;
        this.fromBeginning = fromBeginning;
        this.toEnd = toEnd;
        this.latestExpiry = latestExpiry;
        this.check = check;
        this.findings = findings;
    }

    VerifyRun check(VerifyPage page) {
        check.check(page);
        return this;
    }

    String clinic() {
        return clinic;
    }

    long next() {
        return check.position() + 1;
    }

    long upTo() {
        return upTo;
    }

    boolean isDone() {
        return check.position() >= upTo;
    }

    /** First position that is known to be right if nothing was found: what was let go cannot be wrong. */
    long rightFrom() {
        return fromBeginning ? 1 : from;
    }

    /** Last such position; {@code Long.MAX_VALUE} for the end. */
    long rightTo() {
        return isDone() && toEnd ? Long.MAX_VALUE : check.position();
    }

    /** Whom the entries of the last page are about, as far as their rows were not looked at yet; with positions. */
    Map<UUID, Long> newPersons() {
        if (persons.size() > MOST_PERSONS) {
            persons.clear();
        }
        Map<UUID, Long> found = new HashMap<>(check.persons());
        found.keySet().removeAll(persons);
        persons.addAll(found.keySet());
        return found;
    }

    void add(Finding finding) {
        findings.add(finding.kind(), finding.position(), finding.id(), finding.detail());
    }

    long latestExpiry() {
        return latestExpiry;
    }

    /** So far; what nobody vouches for is known in the end. */
    List<Finding> findings() {
        if (isDone()) {
            check.end();
        }
        return findings.tell();
    }

    VerificationView view(List<Finding> found, long gaps, CheckpointView checkpoint, boolean published) {
        long to = Math.max(Math.min(check.position(), upTo), from - 1);
        return new VerificationView(
                found.isEmpty(),
                clinic,
                from,
                to,
                check.entries(),
                check.head() == null ? null : CheckpointView.hex(check.head()),
                checkpoint,
                found.stream().map(VerificationView.FindingView::of).toList(),
                gaps,
                published,
                isDone() ? null : to + 1);
    }
}
