package org.visita.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The components of a record and of the records in it, by path: {@code booking.status}, {@code changes[].field}. */
final class RecordFields {

    private RecordFields() {}

    /** Type of each component by its path; of a list, the type of its elements. */
    static Map<String, Class<?>> of(Class<?> record) {
        Map<String, Class<?>> fields = new LinkedHashMap<>();
        collect("", record, fields);
        return fields;
    }

    private static void collect(String prefix, Class<?> record, Map<String, Class<?>> fields) {
        for (RecordComponent component : record.getRecordComponents()) {
            boolean list = component.getGenericType() instanceof ParameterizedType;
            Class<?> type = list
                    ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                    : component.getType();
            String path = prefix + component.getName() + (list ? "[]" : "");
            fields.put(path, type);
            if (type.isRecord()) {
                collect(path + ".", type, fields);
            }
        }
    }

    /** What stands at a path in a payload; of a list, each element. */
    static Stream<JsonNode> valuesAt(String path, JsonNode payload) {
        Stream<JsonNode> nodes = Stream.of(payload);
        for (String step : path.split("\\.")) {
            String name = step.replace("[]", "");
            nodes = nodes.map(node -> node.path(name)).filter(node -> !node.isMissingNode());
            if (step.endsWith("[]")) {
                nodes = nodes.flatMap(node -> StreamSupport.stream(node.spliterator(), false));
            }
        }
        return nodes;
    }
}
