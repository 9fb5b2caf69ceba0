package org.visita.ehrsync.testing;

import java.util.HashMap;
import java.util.Map;

/** What goes back over the wire. */
record EhrAnswer(int status, String body, Map<String, String> headers) {

    static EhrAnswer of(int status, String body) {
        return new EhrAnswer(status, body, Map.of());
    }

    static EhrAnswer of(int status, Stored resource) {
        return new EhrAnswer(status, resource.json(), Map.of("ETag", resource.etag()));
    }

    static EhrAnswer created(String base, String type, Stored resource) {
        String location = base + "/" + type + "/" + resource.id() + "/_history/" + resource.version();
        return of(201, resource).with(Map.of("Location", location));
    }

    static EhrAnswer outcome(int status, String diagnostics) {
        return of(status, FakeEhr.outcome(diagnostics));
    }

    EhrAnswer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new EhrAnswer(status, body, all);
    }
}
