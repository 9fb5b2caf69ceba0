package org.visita.rules;

import java.time.Duration;
import java.time.LocalTime;

/** Checks that the records share; each throws {@link IllegalArgumentException} naming the field. */
final class Require {

    private Require() {}

    static String id(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return value;
    }

    static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** Whole minutes, from {@code min} to {@code max}, both allowed. */
    static Duration minutes(String name, Duration value, Duration min, Duration max) {
        present(name, value);
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
        }
        if (!value.equals(Duration.ofMinutes(value.toMinutes()))) {
            throw new IllegalArgumentException(name + " must be whole minutes, not " + value);
        }
        return value;
    }

    static LocalTime wholeMinutes(String name, LocalTime time) {
        present(name, time);
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new IllegalArgumentException(name + " must be whole minutes, not " + time);
        }
        return time;
    }
}
