package org.visita.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The OpenAPI document as the reference page shows it. */
record ReferenceView(String version, List<Resource> resources, List<Schema> schemas) {

    record Resource(String name, List<Operation> operations) {}

    /** @param body null if none is taken */
    record Operation(
            String id,
            String method,
            String path,
            String summary,
            String scope,
            int weight,
            List<Field> parameters,
            TypeView body,
            List<Response> responses) {}

    /** A parameter or a property. */
    record Field(String name, String place, boolean required, TypeView type, String description) {}

    /** @param type null where no body, or none of a fixed shape, is given */
    record Response(String status, String description, TypeView type) {}

    record Schema(String name, String description, List<Field> fields, TypeView type) {}

    static ReferenceView of(JsonNode whole) {
        Map<String, List<Operation>> byTag = new TreeMap<>();
        whole.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> byTag.computeIfAbsent(
                                operation.getValue().at("/tags/0").asText(), begun -> new ArrayList<>())
                        .add(operation(whole, operation.getKey(), path.getKey(), operation.getValue()))));
        return new ReferenceView(
                whole.at("/info/version").asText(),
                byTag.entrySet().stream()
                        .map(tag -> new Resource(tag.getKey(), tag.getValue()))
                        .toList(),
                whole.at("/components/schemas").properties().stream()
                        .map(schema -> schema(schema.getKey(), schema.getValue()))
                        .toList());
    }

    private static Operation operation(JsonNode whole, String method, String path, JsonNode operation) {
        return new Operation(
                operation.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").asText(),
                operation.path("x-scope").asText(),
                operation.path("x-weight").asInt(),
                items(operation.path("parameters"))
                        .map(ReferenceView::parameter)
                        .toList(),
                TypeView.ofContent(operation.path("requestBody")),
                operation.path("responses").properties().stream()
                        .map(response -> response(whole, response.getKey(), response.getValue()))
                        .toList());
    }

    private static Field parameter(JsonNode parameter) {
        return new Field(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                parameter.path("required").asBoolean(),
                TypeView.of(parameter.path("schema")),
                parameter.path("description").asText());
    }

    private static Response response(JsonNode whole, String status, JsonNode told) {
        String ref = told.path("$ref").asText();
        JsonNode response = ref.isEmpty() ? told : whole.at(ref.substring(1));
        return new Response(status, response.path("description").asText(), TypeView.ofContent(response));
    }

    private static Schema schema(String name, JsonNode schema) {
        List<String> required =
                items(schema.path("required")).map(JsonNode::asText).toList();
        List<Field> fields = schema.path("properties").properties().stream()
                .map(property -> new Field(
                        property.getKey(),
                        "",
                        required.contains(property.getKey()),
                        TypeView.of(property.getValue()),
                        property.getValue().path("description").asText()))
                .toList();
        return new Schema(name, schema.path("description").asText(), fields, TypeView.of(schema));
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
