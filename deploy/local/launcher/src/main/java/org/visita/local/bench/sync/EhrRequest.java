package org.visita.local.bench.sync;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What is asked of the EHR double.
 *
 * @param target path and query, as sent
 * @param head all of the head, for the few headers that count
 */
record EhrRequest(String method, String target, String head, byte[] body) {

    /** @param head with the line of the request, without the empty line */
    static EhrRequest of(String head, byte[] body) {
        int blank = head.indexOf(' ');
        int next = head.indexOf(' ', blank + 1);
        return new EhrRequest(head.substring(0, blank), head.substring(blank + 1, next), head, body);
    }

    /** Empty text if there is none. */
    String header(String name) {
        return header(head, name);
    }

    static String header(String head, String name) {
        String wanted = "\r\n" + name + ":";
        for (int at = head.indexOf("\r\n"); at >= 0; at = head.indexOf("\r\n", at + 2)) {
            if (head.regionMatches(true, at, wanted, 0, wanted.length())) {
                int end = head.indexOf("\r\n", at + 2);
                return head.substring(at + wanted.length(), end < 0 ? head.length() : end)
                        .strip();
            }
        }
        return "";
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean is(String verb) {
        return method.toUpperCase(Locale.ROOT).equals(verb);
    }
}
