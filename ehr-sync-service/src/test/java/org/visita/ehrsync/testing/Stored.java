package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One version of a resource, as text: thousands of trees would not fit into memory.
 *
 * @param json null if it was deleted
 * @param tokens its identifiers, {@code system|value}
 */
record Stored(String id, int version, String json, List<String> tokens) {

    static Stored of(String id, int version, ObjectNode resource) {
        resource.put("id", id);
        resource.withObject("/meta").put("versionId", Integer.toString(version));
        List<String> tokens = resource.path("identifier")
                .valueStream()
                .map(each ->
                        each.path("system").asText() + '|' + each.path("value").asText())
                .toList();
        return new Stored(id, version, resource.toString(), tokens);
    }

    static Stored gone(String id, int version) {
        return new Stored(id, version, null, List.of());
    }

    boolean isThere() {
        return json != null;
    }

    /** A tree of the caller's own. */
    ObjectNode resource() {
        return (ObjectNode) FakeEhr.parse(json);
    }

    String etag() {
        return "W/\"" + version + '"';
    }
}
