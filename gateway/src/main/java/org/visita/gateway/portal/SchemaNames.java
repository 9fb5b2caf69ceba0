package org.visita.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Under which name each service's schemas stand in the whole. Equal ones are one; where two services mean different
 * things by one word, each stands under its service: {@code booking.Reason}. No order of the services has a say in it.
 */
final class SchemaNames {

    private static final String PREFIX = "#/components/schemas/";

    private final Map<String, Map<String, JsonNode>> byName = new TreeMap<>();
    private final Set<String> split = new HashSet<>();

    void add(String service, JsonNode schemas) {
        schemas.properties().forEach(schema -> byName.computeIfAbsent(schema.getKey(), name -> new TreeMap<>())
                .put(service, schema.getValue()));
    }

    /** To be called when all are added. Two that look the same but speak of different things differ too. */
    void settle() {
        byName.forEach((name, meanings) -> {
            if (new HashSet<>(meanings.values()).size() > 1) {
                split.add(name);
            }
        });
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, Map<String, JsonNode>> entry : byName.entrySet()) {
                boolean shared = entry.getValue().size() > 1 && !split.contains(entry.getKey());
                if (shared
                        && entry.getValue().values().stream()
                                .anyMatch(schema -> references(schema).stream().anyMatch(split::contains))) {
                    more = split.add(entry.getKey());
                    break;
                }
            }
        }
    }

    String of(String service, String name) {
        return split.contains(name) ? service + "." + name : name;
    }

    /** A copy in which every reference leads to the name in the whole. */
    JsonNode rename(String service, JsonNode part) {
        JsonNode copy = part.deepCopy();
        copy.findParents("$ref").forEach(parent -> {
            String ref = parent.path("$ref").asText();
            if (ref.startsWith(PREFIX)) {
                ((ObjectNode) parent)
                        .set("$ref", TextNode.valueOf(PREFIX + of(service, ref.substring(PREFIX.length()))));
            }
        });
        return copy;
    }

    /** The schemas of one service that an operation speaks of, and those that these speak of. */
    Set<String> reachable(String service, JsonNode operation) {
        Set<String> found = new TreeSet<>();
        Map<String, JsonNode> own = new HashMap<>();
        byName.forEach((name, meanings) -> own.put(name, meanings.get(service)));
        collect(operation, own, found);
        return found;
    }

    JsonNode schema(String service, String name) {
        return byName.get(name).get(service);
    }

    private static void collect(JsonNode node, Map<String, JsonNode> own, Set<String> found) {
        for (String name : references(node)) {
            if (own.get(name) != null && found.add(name)) {
                collect(own.get(name), own, found);
            }
        }
    }

    private static Set<String> references(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.findValuesAsText("$ref").stream()
                .filter(ref -> ref.startsWith(PREFIX))
                .forEach(ref -> names.add(ref.substring(PREFIX.length())));
        return names;
    }
}
