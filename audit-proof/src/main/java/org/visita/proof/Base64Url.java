package org.visita.proof;

import java.util.Base64;

/** RFC 4648, section 5, without padding, as the JOSE family writes bytes. */
final class Base64Url {

    private Base64Url() {}

    static String of(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException if the text is something else */
    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
