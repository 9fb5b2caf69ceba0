package org.visita.gateway.door;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * What a request asks for, in the one form that is matched and sent on: a path of plain segments (RFC 3986, section
 * 6.2.2, with what could be read in two ways refused) and the query as it came.
 *
 * @param path begins with a slash; no empty, {@code .} or {@code ..} segment, and ends with no other slash; nothing encoded that need not be
 * @param query without its question mark; null if there is none
 */
public record Target(String path, String query) {

    private static final String UNRESERVED_MARKS = "-._~";

    /** What nobody needs to encode but to hide it; a percent sign, since somebody may decode twice. */
    private static final String HIDDEN = "/\\;%";

    /** RFC 3986 pchar without {@code ;}, which some servers cut a segment at, and others do not. */
    private static final String OTHER_PATH_CHARACTERS = "!$&'()*+,=:@/";

    /**
     * @param uri as in the request line
     * @throws RefusedException if it is not a plain path, or could mean another one to somebody else
     */
    static Target parse(String uri) {
        if (uri == null || !uri.startsWith("/")) {
            throw refusal("is not a path; absolute and authority form are not taken");
        }
        int mark = uri.indexOf('?');
        String path = normal(mark < 0 ? uri : uri.substring(0, mark));
        String query = mark < 0 ? null : uri.substring(mark + 1);
        refuseDotsAndGaps(path);
        if (query != null) {
            refuseStrangeCharacters(query);
        }
        return new Target(withoutLastSlash(path), query);
    }

    /** The services take an address with it and without it for the same one: so it is one here too. */
    private static String withoutLastSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    String pathAndQuery() {
        return query == null ? path : path + "?" + query;
    }

    /** Decodes what need not be encoded, and refuses what must not be there, encoded or not. */
    private static String normal(String path) {
        StringBuilder normal = new StringBuilder(path.length());
        boolean beyondAscii = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                char encoded = decode(path, i);
                if (isUnreserved(encoded)) {
                    normal.append(encoded);
                } else if (HIDDEN.indexOf(encoded) >= 0 || encoded < ' ' || encoded == 0x7f) {
                    throw refusal("hides a separator or a control character");
                } else {
                    beyondAscii |= encoded > 0x7f;
                    normal.append(path, i, i + 3);
                }
                i += 2;
            } else if (isUnreserved(c) || OTHER_PATH_CHARACTERS.indexOf(c) >= 0) {
                normal.append(c);
            } else {
                throw refusal("has a character that belongs in no path");
            }
        }
        if (beyondAscii) {
            refuseOtherThanUtf8(path);
        }
        return normal.toString();
    }

    /** An overlong form is one way more to write a slash (RFC 3629, section 10). */
    private static void refuseOtherThanUtf8(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            boolean encoded = path.charAt(i) == '%';
            bytes.put((byte) (encoded ? decode(path, i) : path.charAt(i)));
            i += encoded ? 2 : 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
        } catch (CharacterCodingException none) {
            throw refusal("is not UTF-8");
        }
    }

    private static char decode(String path, int percent) {
        int high = percent + 2 < path.length() ? Character.digit(path.charAt(percent + 1), 16) : -1;
        int low = percent + 2 < path.length() ? Character.digit(path.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw refusal("has a percent sign without two digits");
        }
        return (char) (high * 16 + low);
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED_MARKS.indexOf(c) >= 0;
    }

    private static void refuseDotsAndGaps(String path) {
        String closed = path + "/";
        if (closed.contains("/./") || closed.contains("/../") || path.contains("//")) {
            throw refusal("has an empty segment, or one of dots");
        }
    }

    private static void refuseStrangeCharacters(String query) {
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
                throw refusal("has a character that belongs in no query");
            }
        }
    }

    private static RefusedException refusal(String detail) {
        return Refusal.invalid("", "The address " + detail + ".").asException();
    }
}
