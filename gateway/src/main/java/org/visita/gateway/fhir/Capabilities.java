package org.visita.gateway.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One CapabilityStatement out of those of all services that speak FHIR (R4, section 2.42): what is there as a whole. */
public final class Capabilities {

    private Capabilities() {}

    /**
     * @param statements of the services, at least one, each with the resources that it owns
     * @param base of the API as callers know it
     */
    public static ObjectNode merge(List<JsonNode> statements, String base) {
        ObjectNode merged = statements.getFirst().deepCopy();
        merged.remove(List.of("id", "name", "title", "url", "text"));
        merged.put("name", "Visita").put("title", "Visita").put("kind", "instance");
        merged.put("date", latest(statements));
        ObjectNode software = merged.withObject("/software");
        software.put("name", "Visita");
        merged.putObject("implementation").put("description", "Visita").put("url", base);
        merged.set("format", union(statements, "/format"));

        ObjectNode rest = merged.putArray("rest").addObject();
        JsonNode first = statements.getFirst().at("/rest/0");
        if (first.isObject()) {
            rest.setAll((ObjectNode) first.deepCopy());
        }
        rest.put("mode", "server");
        rest.set("resource", resources(statements));
        rest.set("interaction", interactions());
        setOrRemove(rest, "operation", union(statements, "/rest/0/operation"));
        return merged;
    }

    /** By type. If two services had the same, the first would own it: routing asks one only. */
    private static ArrayNode resources(List<JsonNode> statements) {
        Map<String, JsonNode> byType = new TreeMap<>();
        for (JsonNode statement : statements) {
            for (JsonNode resource : statement.at("/rest/0/resource")) {
                byType.putIfAbsent(resource.path("type").asText(), resource);
            }
        }
        return JsonNodeFactory.instance.arrayNode().addAll(byType.values());
    }

    /** What the gateway does itself, whatever the services can. */
    private static ArrayNode interactions() {
        ArrayNode interactions = JsonNodeFactory.instance.arrayNode();
        interactions.addObject().put("code", "batch");
        return interactions;
    }

    private static ArrayNode union(List<JsonNode> statements, String pointer) {
        ArrayNode union = JsonNodeFactory.instance.arrayNode();
        statements.stream()
                .flatMap(statement -> statement.at(pointer).valueStream())
                .distinct()
                .forEach(union::add);
        return union;
    }

    private static void setOrRemove(ObjectNode node, String name, ArrayNode values) {
        if (values.isEmpty()) {
            node.remove(name);
        } else {
            node.set(name, values);
        }
    }

    /** Dates of ISO 8601 in one time zone stand in the order of their letters. */
    private static String latest(List<JsonNode> statements) {
        return statements.stream()
                .map(statement -> statement.path("date").asText())
                .max(String::compareTo)
                .orElseThrow();
    }
}
