package org.visita.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes one flat JSON object in the form of RFC 8785. The caller gives the names in their order, which is that of their
 * UTF-16 units (section 3.2.3); names are plain ASCII.
 */
public final class CanonicalObject {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer;
    private int length;

    public CanonicalObject(int expectedBytes) {
        buffer = new byte[expectedBytes];
        buffer[length++] = '{';
    }

    /** Nothing is written where the value is null. */
    public CanonicalObject text(String name, String value) {
        if (value != null) {
            name(name);
            quoted(value);
        }
        return this;
    }

    /** Also where it is beyond what is exact in JSON: readers refuse it, and an entry that says so is found to be altered. */
    CanonicalObject number(String name, long value) {
        name(name);
        plain(Long.toString(value));
        return this;
    }

    /** @param json as it is to stand there; nothing is written where it is null */
    CanonicalObject json(String name, byte[] json) {
        if (json != null) {
            name(name);
            room(json.length);
            System.arraycopy(json, 0, buffer, length, json.length);
            length += json.length;
        }
        return this;
    }

    CanonicalObject hex(String name, byte[] value) {
        return text(name, value == null ? null : HexFormat.of().formatHex(value));
    }

    CanonicalObject instant(String name, Instant value) {
        return text(name, value == null ? null : value.toString());
    }

    public byte[] bytes() {
        room(1);
        buffer[length++] = '}';
        return Arrays.copyOf(buffer, length);
    }

    private void name(String name) {
        room(name.length() + 4);
        if (length > 1) {
            buffer[length++] = ',';
        }
        buffer[length++] = '"';
        plain(name);
        buffer[length++] = '"';
        buffer[length++] = ':';
    }

    @SuppressWarnings("deprecation") // Copies ASCII without an encoder or an array between.
    private void plain(String ascii) {
        room(ascii.length() + 2);
        ascii.getBytes(0, ascii.length(), buffer, length);
        length += ascii.length();
    }

    private void quoted(String value) {
        room(value.length() + 2);
        buffer[length++] = '"';
        if (isPlain(value)) {
            plain(value);
        } else {
            escaped(value);
        }
        room(1);
        buffer[length++] = '"';
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void escaped(String value) {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            room(6);
            switch (b) {
                case '"', '\\' -> escape(b);
                case '\b' -> escape((byte) 'b');
                case '\t' -> escape((byte) 't');
                case '\n' -> escape((byte) 'n');
                case '\f' -> escape((byte) 'f');
                case '\r' -> escape((byte) 'r');
                default -> {
                    if (b >= 0 && b < ' ') {
                        plain("\\u00");
                        buffer[length++] = HEX[b >> 4];
                        buffer[length++] = HEX[b & 15];
                    } else {
                        buffer[length++] = b;
                    }
                }
            }
        }
    }

    private void escape(byte letter) {
        buffer[length++] = '\\';
        buffer[length++] = letter;
    }

    private void room(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }
}
