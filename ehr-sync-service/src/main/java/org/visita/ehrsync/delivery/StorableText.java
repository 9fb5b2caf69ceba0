package org.visita.ehrsync.delivery;

import java.nio.charset.StandardCharsets;

/** Text from outside, as a database takes it. One odd character from an EHR must not keep a delivery from ending. */
public final class StorableText {

    private StorableText() {}

    /** Without the zero character, which PostgreSQL has no room for, and without halves of surrogate pairs. */
    public static String of(String text) {
        return text == null
                ? null
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** The beginning, if it is longer. Cut first: a cut may go through a pair. */
    public static String of(String text, int longest) {
        return of(text == null || text.length() <= longest ? text : text.substring(0, longest));
    }
}
