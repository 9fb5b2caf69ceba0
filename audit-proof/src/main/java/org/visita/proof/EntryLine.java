package org.visita.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Reads the line of an entry where it lies, without building anything of it. Used again for each line. */
final class EntryLine {

    private static final byte[] BEGIN = "{\"position\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENTRY = "\",\"entry\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OPEN = ",\"open\":".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] SALT = "{\"salt\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DETAILS = "\",\"details\":".getBytes(StandardCharsets.US_ASCII);

    /** Characters of base64 that hold a commitment. */
    private static final int COMMITMENT = 44;

    private final CanonicalScan scan = new CanonicalScan();
    private final byte[] hash = new byte[Hashes.BYTES];
    private byte[] buffer;
    private long position;
    private int contentFrom;
    private int contentTo;
    private int openFrom;
    private int openTo;
    private String fault;

    static boolean begins(byte[] buffer, int from, int to) {
        return stands(BEGIN, buffer, from, to);
    }

    /** @return whether position and hash could be read; whether the rest could, {@link #fault()} says */
    boolean read(byte[] line, int from, int to) {
        buffer = line;
        fault = null;
        int at = from + BEGIN.length;
        position = 0;
        int digits = 0;
        while (at < to && line[at] >= '0' && line[at] <= '9' && digits++ < 16) {
            position = position * 10 + line[at++] - '0';
        }
        if (position == 0 || line[at - digits] == '0' || !stands(HASH, line, at, to)) {
            return false;
        }
        at += HASH.length;
        if (to - at < 2 * Hashes.BYTES || !readHash(at, hash) || !stands(ENTRY, line, at + 2 * Hashes.BYTES, to)) {
            return false;
        }
        contentFrom = at + 2 * Hashes.BYTES + ENTRY.length;
        readRest(to);
        return true;
    }

    private void readRest(int to) {
        contentTo = scan.object(buffer, contentFrom, to);
        openFrom = -1;
        if (contentTo < 0) {
            contentTo = to;
            fault = "its entry is not canonical JSON";
            return;
        }
        int at = contentTo;
        if (stands(OPEN, buffer, at, to)) {
            openFrom = at + OPEN.length;
            openTo = to - 1;
            at = openTo;
        }
        if (at != to - 1 || buffer[at] != '}') {
            fault = "there is more in its line than belongs there";
        }
    }

    private boolean readHash(int at, byte[] into) {
        for (int i = 0; i < Hashes.BYTES; i++) {
            int value = digit(buffer[at + 2 * i]) << 4 | digit(buffer[at + 2 * i + 1]);
            if (value < 0) {
                return false;
            }
            into[i] = (byte) value;
        }
        return true;
    }

    private static int digit(byte hex) {
        if (hex >= '0' && hex <= '9') {
            return hex - '0';
        }
        return hex >= 'a' && hex <= 'f' ? hex - 'a' + 10 : -1;
    }

    private static boolean stands(byte[] expected, byte[] buffer, int from, int to) {
        if (to - from < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (buffer[from + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** What cannot be right with the entry, whatever its hash; null where nothing is. */
    String fault() {
        return fault;
    }

    long position() {
        return position;
    }

    /** As the line says. */
    byte[] hash() {
        return hash;
    }

    byte[] buffer() {
        return buffer;
    }

    int contentFrom() {
        return contentFrom;
    }

    int contentTo() {
        return contentTo;
    }

    /** What the entry says of its id; null where it says nothing that could be read. */
    String id() {
        return fault == null ? scan.id() : null;
    }

    boolean isOf(byte[] clinic) {
        return fault != null || scan.clinicIs(clinic);
    }

    /**
     * What is shown of the personal details, if anything, has to be what was recorded. The commitment is over its bytes, so
     * they need not be read to know that nobody changed them.
     */
    boolean opensRightly() {
        if (openFrom < 0 || fault != null) {
            return true;
        }
        int details = openFrom + SALT.length + 2 * Hashes.BYTES + DETAILS.length;
        byte[] salt = new byte[Hashes.BYTES];
        String sealed = scan.sealed();
        return sealed != null
                && sealed.length() >= COMMITMENT
                && details < openTo - 1
                && buffer[openTo - 1] == '}'
                && stands(SALT, buffer, openFrom, openTo)
                && readHash(openFrom + SALT.length, salt)
                && stands(DETAILS, buffer, details - DETAILS.length, openTo)
                && new Opened(salt, Arrays.copyOfRange(buffer, details, openTo - 1)).isOf(commitment(sealed));
    }

    private static byte[] commitment(String sealed) {
        try {
            return Base64.getDecoder().decode(sealed.substring(0, COMMITMENT));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
