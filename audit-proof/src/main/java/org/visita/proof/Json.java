package org.visita.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JSON value as it was read: a map, a list, a text, a whole number, a boolean or null. For the few lines that are no
 * entries; a value of another kind than asked for is refused.
 */
final class Json {

    /** Beyond this, a double, which is what JSON's readers may take it for, is not exact. */
    private static final long MOST = 1L << 53;

    private final Object value;

    private Json(Object value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException if it is no JSON, or names a member twice, or is nested more than 16 deep */
    static Json parse(String text) {
        return new Json(new JsonReader(text).read());
    }

    /** @param bytes UTF-8 */
    static Json parse(byte[] bytes, int from, int to) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("not UTF-8", notUtf8);
        }
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> members && members.get(name) != null;
    }

    Json member(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return new Json(((Map<?, ?>) value).get(name));
    }

    List<Json> items() {
        if (value instanceof List<?> items) {
            return items.stream().map(Json::new).toList();
        }
        throw new IllegalArgumentException("not a list");
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("not a text");
    }

    String text(String name) {
        return member(name).text();
    }

    long number(String name) {
        if (member(name).value instanceof Long number && isExact(number)) {
            return number;
        }
        throw new IllegalArgumentException(name + " is no whole number");
    }

    private static boolean isExact(long number) {
        return number <= MOST && number >= -MOST;
    }

    boolean truth(String name) {
        if (member(name).value instanceof Boolean truth) {
            return truth;
        }
        throw new IllegalArgumentException(name + " is neither true nor false");
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException notOne) {
            throw new IllegalArgumentException(name + " is no instant", notOne);
        }
    }

    /** A flat object of texts and whole numbers, in the form of RFC 8785. */
    byte[] canonical() {
        if (!(value instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("not an object");
        }
        CanonicalObject written = new CanonicalObject(640);
        members.keySet().stream().map(String.class::cast).sorted().forEach(name -> {
            if (!name.matches("[A-Za-z]+")) {
                throw new IllegalArgumentException("an entry has no such member");
            }
            switch (members.get(name)) {
                case String text -> written.text(name, text);
                case Long number when isExact(number) -> written.number(name, number);
                case null, default -> throw new IllegalArgumentException(name + " is neither text nor whole number");
            }
        });
        return written.bytes();
    }

    /** SHA-256 in lower case hexadecimal. */
    byte[] hash() {
        String hex = text();
        if (hex.length() != 2 * Hashes.BYTES || !hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a hash");
        }
        return HexFormat.of().parseHex(hex);
    }
}
