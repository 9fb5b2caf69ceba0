package org.visita.ehrsync.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** What operators send along when they act. */
public final class NoteJson {

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_COMMENT = 2000;

    private NoteJson() {}

    /** Why something is discarded, 1 to 500 characters. */
    public record Reason(String reason) {

        /** @throws org.visita.kit.problem.RefusedException if there is none, or too much of it */
        public static String of(Reason body) {
            List<FieldError> errors = new ArrayList<>();
            check("/reason", body == null ? null : body.reason(), LONGEST_REASON, errors);
            refuse(errors);
            return body.reason().strip();
        }
    }

    /** 1 to 2,000 characters. */
    record Comment(String text) {

        static String of(Comment body) {
            List<FieldError> errors = new ArrayList<>();
            check("/text", body == null ? null : body.text(), LONGEST_COMMENT, errors);
            refuse(errors);
            return body.text().strip();
        }
    }

    /** Which open dead letters are discarded, and why. What is left out excludes none. */
    record Discards(
            String connectionId,
            String code,
            String cause,
            @JsonProperty("class") String deadClass,
            String from,
            String to,
            String reason) {

        /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
        DeadLetterFilter checked() {
            List<FieldError> errors = new ArrayList<>();
            DeadLetterFilter filter = DeadLetterFilter.of(
                    new DeadLetterFilter.Asked(connectionId, code, cause, deadClass, null, null, from, to),
                    NoteJson::pointer,
                    errors);
            check("/reason", reason, LONGEST_REASON, errors);
            refuse(errors);
            return filter;
        }
    }

    /** Where a part of the filter stands in a body. */
    public static String pointer(String name) {
        return name.equals("connection") ? "/connectionId" : "/" + name;
    }

    private static void check(String pointer, String text, int longest, List<FieldError> errors) {
        if (text == null || text.isBlank() || text.length() > longest) {
            errors.add(new FieldError(pointer, "has 1 to " + longest + " characters"));
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
    }
}
