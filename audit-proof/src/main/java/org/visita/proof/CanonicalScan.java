package org.visita.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks whether bytes are a flat object of texts and whole numbers in the form of RFC 8785, and where some of its members
 * lie. Two readers can then not disagree on what it says.
 */
final class CanonicalScan {

    private byte[] buffer;
    private int at;
    private int to;
    private boolean beyondAscii;
    private int nameFrom;
    private int nameTo;
    private final int[] id = new int[2];
    private final int[] clinic = new int[2];
    private final int[] sealed = new int[2];

    /** @return where the object ends; -1 if it is no such object, or has no id or clinic */
    int object(byte[] bytes, int from, int end) {
        buffer = bytes;
        at = from;
        to = end;
        id[0] = clinic[0] = sealed[0] = -1;
        nameFrom = nameTo = -1;
        if (!take('{')) {
            return -1;
        }
        do {
            if (!name() || !take(':') || !value()) {
                return -1;
            }
        } while (take(','));
        return take('}') && id[0] >= 0 && clinic[0] >= 0 ? at : -1;
    }

    String id() {
        return text(id);
    }

    String sealed() {
        return text(sealed);
    }

    boolean clinicIs(byte[] expected) {
        return same(expected, clinic[0], clinic[1]);
    }

    private String text(int[] place) {
        return place[0] < 0 ? null : new String(buffer, place[0], place[1] - place[0], StandardCharsets.UTF_8);
    }

    private boolean take(char expected) {
        if (at < to && buffer[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** Names stand in order, so none stands there twice. */
    private boolean name() {
        int before = nameFrom;
        int beforeTo = nameTo;
        if (!take('"')) {
            return false;
        }
        nameFrom = at;
        while (at < to && (buffer[at] >= 'a' && buffer[at] <= 'z' || buffer[at] >= 'A' && buffer[at] <= 'Z')) {
            at++;
        }
        nameTo = at;
        return nameTo > nameFrom && take('"') && (before < 0 || follows(before, beforeTo));
    }

    private boolean follows(int before, int beforeTo) {
        return Arrays.compare(buffer, before, beforeTo, buffer, nameFrom, nameTo) < 0;
    }

    private boolean value() {
        if (!take('"')) {
            return number();
        }
        int from = at;
        if (!string()) {
            return false;
        }
        note("id", id, from);
        note("clinic", clinic, from);
        note("sealed", sealed, from);
        return true;
    }

    private void note(String name, int[] place, int from) {
        if (nameTo - nameFrom == name.length() && buffer[nameFrom] == name.charAt(0) && nameIs(name)) {
            place[0] = from;
            place[1] = at - 1;
        }
    }

    private boolean nameIs(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (buffer[nameFrom + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean same(byte[] expected, int from, int end) {
        return Arrays.equals(expected, 0, expected.length, buffer, from, end);
    }

    private boolean number() {
        take('-');
        int from = at;
        while (at < to && buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        int digits = at - from;
        boolean zero = digits == 1 && buffer[from] == '0';
        return digits > 0
                && digits <= 16
                && (buffer[from] != '0' || zero && buffer[from - 1] != '-')
                && Long.parseLong(new String(buffer, from, digits, StandardCharsets.US_ASCII)) <= 1L << 53;
    }

    /** Up to and with the closing quote. */
    private boolean string() {
        int from = at;
        beyondAscii = false;
        while (at < to) {
            byte b = buffer[at++];
            if (b == '"') {
                return !beyondAscii || isUtf8(from, at - 1);
            }
            if (b == '\\') {
                if (!escape()) {
                    return false;
                }
            } else if (b < 0) {
                beyondAscii = true;
            } else if (b < ' ') {
                return false;
            }
        }
        return false;
    }

    /** Only what has to be escaped is, and in the shortest way. */
    private boolean escape() {
        if (at >= to) {
            return false;
        }
        switch (buffer[at++]) {
            case '"', '\\', 'b', 't', 'n', 'f', 'r':
                return true;
            case 'u':
                break;
            default:
                return false;
        }
        if (to - at < 4 || buffer[at] != '0' || buffer[at + 1] != '0') {
            return false;
        }
        byte high = buffer[at + 2];
        byte low = buffer[at + 3];
        at += 4;
        boolean hex = low >= '0' && low <= '9' || low >= 'a' && low <= 'f';
        boolean hasShortForm = high == '0' && "89acd".indexOf(low) >= 0;
        return (high == '0' || high == '1') && hex && !hasShortForm;
    }

    private boolean isUtf8(int from, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, from, end - from));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
