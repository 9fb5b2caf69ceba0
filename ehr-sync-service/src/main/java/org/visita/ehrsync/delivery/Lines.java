package org.visita.ehrsync.delivery;

import java.nio.charset.StandardCharsets;
import org.visita.kit.topics.EventJson;

/** Many values as one parameter of a statement, for {@code json_to_recordset}; bytes become base64. */
final class Lines {

    private Lines() {}

    static String of(Object values) {
        return new String(EventJson.write(values), StandardCharsets.UTF_8);
    }
}
