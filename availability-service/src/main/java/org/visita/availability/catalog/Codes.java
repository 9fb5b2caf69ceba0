package org.visita.availability.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Codes of the API and the enumerations behind them: {@code in-person} is {@code IN_PERSON}. */
public final class Codes {

    private Codes() {}

    /** @throws IllegalArgumentException if it is none of them */
    public static <E extends Enum<E>> E value(Class<E> codes, String code) {
        return find(codes, code).orElseThrow(IllegalArgumentException::new);
    }

    static <E extends Enum<E>> Optional<E> find(Class<E> codes, String code) {
        return Stream.of(codes.getEnumConstants())
                .filter(each -> code(each).equals(code))
                .findFirst();
    }

    static String all(Class<? extends Enum<?>> codes) {
        return Stream.of(codes.getEnumConstants()).map(Codes::code).collect(Collectors.joining(", "));
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
