package org.visita.kit.paging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.visita.kit.problem.Refusal;

/** Cursors are opaque to callers: the position after which the next page begins, in base64url. */
public final class Cursors {

    private static final int LONGEST = 512;

    private Cursors() {}

    public static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws org.visita.kit.problem.RefusedException if the text is no cursor at all */
    public static String decode(String cursor) {
        try {
            if (cursor.length() <= LONGEST) {
                return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through to the refusal
        }
        throw invalid();
    }

    public static org.visita.kit.problem.RefusedException invalid() {
        return Refusal.invalid("?cursor", "is not a cursor that this list gave out")
                .asException();
    }
}
