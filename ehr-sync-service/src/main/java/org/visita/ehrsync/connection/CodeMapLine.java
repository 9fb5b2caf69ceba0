package org.visita.ehrsync.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A line of a code map, and where it stands.
 *
 * @param at {@code /lines/3} of a CSV, counted from 1 with the header, or {@code /items/0} of a JSON document
 */
record CodeMapLine(String at, CodeMaps.Entry entry) {

    static final int MOST = 10_000;

    /** As bookings have them. */
    static final Set<String> REASONS = Set.of("patient-request", "clinic-request", "closure", "duplicate");

    private static final int LONGEST_LOCAL = 100;
    private static final int LONGEST = 500;

    /** @throws org.visita.kit.problem.RefusedException if anything is wrong: every bad line is named */
    static List<CodeMapLine> checked(List<CodeMapLine> lines, List<FieldError> errors) {
        if (lines.size() > MOST) {
            throw Refusal.invalid("", "has at most " + MOST + " lines").asException();
        }
        Map<String, String> seen = new HashMap<>();
        List<FieldError> all = new ArrayList<>(errors);
        for (CodeMapLine line : lines) {
            line.check(all);
            String before = seen.putIfAbsent(line.entry.kind() + '/' + line.entry.local(), line.at);
            if (before != null) {
                all.add(new FieldError(line.at + "/local", "is there already, at " + before));
            }
        }
        if (!all.isEmpty()) {
            throw Refusal.invalid(all).asException();
        }
        return lines;
    }

    private void check(List<FieldError> errors) {
        if (entry.kind() == null || !CodeMaps.KINDS.contains(entry.kind())) {
            errors.add(new FieldError(at + "/kind", "is one of " + String.join(", ", CodeMaps.KINDS)));
            return;
        }
        Bounds.check(errors, at + "/local", entry.local(), LONGEST_LOCAL);
        Bounds.check(errors, at + "/code", entry.code(), LONGEST);
        if (entry.kind().equals(CodeMaps.CANCELLATION_REASON) && !REASONS.contains(entry.local())) {
            errors.add(
                    new FieldError(at + "/local", "is a reason: patient-request, clinic-request, closure, duplicate"));
        }
        checkSystem(errors);
        if (entry.display() != null && entry.display().length() > LONGEST) {
            errors.add(new FieldError(at + "/display", "has at most " + LONGEST + " characters"));
        }
    }

    private void checkSystem(List<FieldError> errors) {
        if (!entry.system().isEmpty()) {
            if (entry.system().length() > LONGEST
                    || !entry.system().matches("[a-zA-Z][a-zA-Z0-9+.-]*:[\\x21-\\x7e]+")) {
                errors.add(new FieldError(at + "/system", "is a URI of at most " + LONGEST + " characters"));
            }
        } else if (!isParticipant()) {
            errors.add(new FieldError(at + "/system", "is needed for this kind"));
        } else if (entry.code() != null && !entry.code().matches("[A-Za-z0-9.-]{1,64}")) {
            errors.add(new FieldError(at + "/code", "without a system, is the id of a FHIR resource"));
        }
    }

    private boolean isParticipant() {
        return entry.kind().equals(CodeMaps.PRACTITIONER) || entry.kind().equals(CodeMaps.LOCATION);
    }
}
