package org.visita.local.stack;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code vis_{live|test}_{key id: 12}_{secret: 43}{checksum: 6}}, all three in base62. The
 * checksum is the CRC-32 of everything before it, so that a mistyped key is refused without a look-up.
 */
public record ApiKey(String text) {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int KEY_ID = 12;
    private static final int SECRET = 43;
    private static final int CHECKSUM = 6;

    static ApiKey generate(SecureRandom random) {
        String body = "vis_live_" + digits(random, KEY_ID) + "_" + digits(random, SECRET);
        return new ApiKey(body + checksum(body));
    }

    /** Six base62 digits, most significant first; CRC-32 needs no more (62^6 is 5.7e10). */
    static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM];
        long rest = crc.getValue();
        for (int i = CHECKSUM - 1; i >= 0; i--, rest /= BASE62.length()) {
            digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
        }
        return new String(digits);
    }

    private static String digits(SecureRandom random, int count) {
        return random.ints(count, 0, BASE62.length())
                .collect(StringBuilder::new, (text, digit) -> text.append(BASE62.charAt(digit)), StringBuilder::append)
                .toString();
    }
}
