package org.visita.gateway.key;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as the caller holds it: {@code vis_{live|test}_{id}_{secret}{checksum}}. The prefix lets scanners find keys
 * that leaked into code; the checksum lets the door turn junk away without looking anything up.
 *
 * @param id public part, 12 characters base62
 * @param secret 43 characters base62, 256 bits
 */
public record ApiKey(Kind kind, String id, String secret) {

    /** What the key is for; the door treats both alike. */
    public enum Kind {
        LIVE,
        TEST
    }

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern FORM = Pattern.compile("vis_(live|test)_([0-9A-Za-z]{" + ID_LENGTH + "})_([0-9A-Za-z]{"
            + SECRET_LENGTH + "})([0-9A-Za-z]{" + CHECKSUM_LENGTH + "})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key that nobody can guess. */
    public static ApiKey random(Kind kind) {
        return new ApiKey(kind, random(ID_LENGTH), random(SECRET_LENGTH));
    }

    /** The key of this id with a secret that nobody can guess. */
    static ApiKey withNewSecret(Kind kind, String id) {
        return new ApiKey(kind, id, random(SECRET_LENGTH));
    }

    /** Empty if the text is not a key, or was mistyped. */
    public static Optional<ApiKey> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches() || !checksum(text.substring(0, parts.start(4))).equals(parts.group(4))) {
            return Optional.empty();
        }
        Kind kind = parts.group(1).equals("live") ? Kind.LIVE : Kind.TEST;
        return Optional.of(new ApiKey(kind, parts.group(2), parts.group(3)));
    }

    /** The whole key, as the caller sends it. Never logged, never stored. */
    public String text() {
        String body = "vis_" + (kind == Kind.LIVE ? "live" : "test") + "_" + id + "_" + secret;
        return body + checksum(body);
    }

    /** Without the secret: a record's own form would put it into the first log line that prints one. */
    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }

    /** CRC-32 as 6 digits base62, most significant first. */
    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return new String(digits);
    }

    private static String random(int length) {
        return RANDOM.ints(length, 0, BASE62.length())
                .collect(StringBuilder::new, (text, digit) -> text.append(BASE62.charAt(digit)), StringBuilder::append)
                .toString();
    }
}
