package org.visita.ehrsync.connection;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.visita.kit.problem.FieldError;

/** Findings about values that stand outside their bounds; what is left out (null) is within. */
final class Bounds {

    private Bounds() {}

    static void check(List<FieldError> errors, String pointer, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            errors.add(new FieldError(pointer, "is a number from " + least + " to " + most));
        }
    }

    static void check(List<FieldError> errors, String pointer, Duration value, Duration least, Duration most) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            errors.add(new FieldError(pointer, "is a duration from " + least + " to " + most));
        }
    }

    static void check(List<FieldError> errors, String pointer, String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest || hasControls(value)) {
            errors.add(new FieldError(pointer, "has 1 to " + longest + " characters"));
        }
    }

    /** A list of ids, each of which has 1 to {@code longest} characters. */
    static void check(List<FieldError> errors, String pointer, Collection<String> values, int most, int longest) {
        if (values.size() > most) {
            errors.add(new FieldError(pointer, "has at most " + most + " entries"));
            return;
        }
        int index = 0;
        for (String value : values) {
            check(errors, pointer + '/' + index++, value, longest);
        }
    }

    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
