package org.visita.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The documents of the services as one, of what the door lets through and of nothing else. */
final class ApiMerge {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final Surface surface;
    private final SchemaNames names = new SchemaNames();
    private final Map<String, Map<String, JsonNode>> paths = new TreeMap<>();
    private final Map<String, JsonNode> schemas = new TreeMap<>();
    private final Set<String> tags = new TreeSet<>();

    private ApiMerge(Surface surface) {
        this.surface = surface;
    }

    /**
     * @param frame a document without paths, whose components, security and description the whole has too
     * @throws IllegalStateException if two services claim the same operation
     */
    static ObjectNode merge(JsonNode frame, List<ApiPart> parts, Surface surface) {
        ApiMerge merge = new ApiMerge(surface);
        merge.names.add("visita", frame.at("/components/schemas"));
        parts.forEach(part -> merge.names.add(part.service(), part.document().at("/components/schemas")));
        merge.names.settle();
        parts.forEach(merge::add);
        return merge.into(frame.deepCopy());
    }

    private void add(ApiPart part) {
        part.document().path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> add(part.service(), path.getKey(), operation.getKey(), operation.getValue())));
    }

    private void add(String service, String path, String method, JsonNode operation) {
        String verb = method.toUpperCase(Locale.ROOT);
        surface.scopeOf(verb, path).ifPresent(scope -> {
            names.reachable(service, operation)
                    .forEach(name ->
                            schemas.put(names.of(service, name), names.rename(service, names.schema(service, name))));
            String tag = path.split("/")[2];
            tags.add(tag);
            JsonNode told = PublicOperation.of(
                    (ObjectNode) names.rename(service, operation),
                    method,
                    path,
                    tag,
                    scope,
                    surface.weightOf(verb, path));
            if (paths.computeIfAbsent(path, begun -> new TreeMap<>()).put(method, told) != null) {
                throw new IllegalStateException("two services answer " + verb + " " + path);
            }
        });
    }

    private ObjectNode into(ObjectNode whole) {
        tags.forEach(tag -> whole.withArray("tags").addObject().put("name", tag));
        ObjectNode target = whole.putObject("paths");
        paths.forEach((path, operations) -> {
            ObjectNode item = target.putObject(path);
            operations.forEach(item::set);
        });
        ObjectNode all = (ObjectNode) whole.at("/components/schemas");
        schemas.forEach(all::set);
        return whole;
    }
}
