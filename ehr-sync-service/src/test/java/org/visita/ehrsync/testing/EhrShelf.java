package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The resources of an EHR, with their histories. One lock for all: the answers are those of a careful server. */
final class EhrShelf {

    private static final String GONE = "gone";

    private final Map<String, Map<String, List<ObjectNode>>> types = new LinkedHashMap<>();
    private int lastId = 1000;

    synchronized EhrAnswer handle(EhrRequest request) {
        if (request.isSearch()) {
            return bundle(search(request.type(), identifierOf(request)));
        }
        return switch (request.method()) {
            case "GET" -> read(request);
            case "POST" -> createIfNone(request);
            case "PUT" -> replaceIfMatch(request);
            default -> EhrAnswer.outcome(405, "method");
        };
    }

    private EhrAnswer read(EhrRequest request) {
        List<ObjectNode> history = versions(request.type(), request.id());
        if (history.isEmpty()) {
            return EhrAnswer.outcome(404, "HAPI-2001: Resource is not known");
        }
        return history.getLast().has(GONE)
                ? EhrAnswer.outcome(410, "Resource was deleted")
                : EhrAnswer.of(200, history.getLast());
    }

    private EhrAnswer createIfNone(EhrRequest request) {
        ObjectNode resource = (ObjectNode) FakeEhr.parse(request.body());
        Optional<String> missing = missingPatient(resource);
        if (missing.isPresent()) {
            return EhrAnswer.outcome(400, "HAPI-1094: Resource " + missing.get() + " not found");
        }
        if (request.ifNoneExist() != null) {
            String token = EhrRequest.decode(request.ifNoneExist().replace("identifier=", ""));
            List<ObjectNode> found = search(request.type(), token);
            if (found.size() > 1) {
                return EhrAnswer.outcome(412, "several match");
            }
            if (found.size() == 1) {
                return EhrAnswer.of(200, found.getFirst());
            }
        }
        return EhrAnswer.of(201, create(request.type(), resource));
    }

    private EhrAnswer replaceIfMatch(EhrRequest request) {
        ObjectNode held = find(request.type(), request.id()).orElse(null);
        if (held == null) {
            return EhrAnswer.outcome(404, "not found");
        }
        String etag = "W/\"" + held.at("/meta/versionId").asText() + '"';
        if (!etag.equals(request.ifMatch())) {
            return EhrAnswer.outcome(409, "HAPI-0550: version does not match");
        }
        return EhrAnswer.of(200, replace(request.type(), request.id(), (ObjectNode) FakeEhr.parse(request.body())));
    }

    private Optional<String> missingPatient(ObjectNode resource) {
        return Stream.of(resource.findValues("reference").toArray(JsonNode[]::new))
                .map(JsonNode::asText)
                .filter(reference -> reference.startsWith("Patient/"))
                .filter(reference -> find("Patient", reference.substring(8)).isEmpty())
                .findFirst();
    }

    synchronized ObjectNode create(String type, ObjectNode resource) {
        String id = resource.has("id") ? resource.path("id").asText() : Integer.toString(++lastId);
        types.computeIfAbsent(type, any -> new LinkedHashMap<>()).put(id, new ArrayList<>());
        return store(type, id, resource, 1);
    }

    synchronized ObjectNode replace(String type, String id, ObjectNode resource) {
        return store(type, id, resource, versions(type, id).size() + 1);
    }

    private ObjectNode store(String type, String id, ObjectNode resource, int version) {
        resource.put("id", id);
        resource.withObject("/meta").put("versionId", Integer.toString(version));
        types.get(type).get(id).add(resource);
        return resource;
    }

    synchronized void delete(String type, String id) {
        versions(type, id).add(FakeEhr.JSON.createObjectNode().put(GONE, true));
    }

    synchronized Optional<ObjectNode> find(String type, String id) {
        List<ObjectNode> history = versions(type, id);
        return history.isEmpty() || history.getLast().has(GONE) ? Optional.empty() : Optional.of(history.getLast());
    }

    synchronized List<ObjectNode> all(String type) {
        return types.getOrDefault(type, Map.of()).keySet().stream()
                .map(id -> find(type, id))
                .flatMap(Optional::stream)
                .toList();
    }

    /** @param tokens {@code system|value}, several by comma */
    synchronized List<ObjectNode> search(String type, String tokens) {
        List<String> wanted = List.of(tokens.split(","));
        return all(type).stream()
                .filter(resource -> Stream.of(resource.path("identifier"))
                        .flatMap(list -> list.valueStream())
                        .anyMatch(identifier ->
                                wanted.contains(identifier.path("system").asText() + "|"
                                        + identifier.path("value").asText())))
                .toList();
    }

    synchronized List<ObjectNode> history(String type, String id) {
        return List.copyOf(versions(type, id));
    }

    private List<ObjectNode> versions(String type, String id) {
        return types.getOrDefault(type, Map.of()).getOrDefault(id, new ArrayList<>());
    }

    private static String identifierOf(EhrRequest request) {
        return Stream.of(request.query().split("&"))
                .filter(part -> part.startsWith("identifier="))
                .map(part -> EhrRequest.decode(part.substring("identifier=".length())))
                .findFirst()
                .orElse("");
    }

    private static EhrAnswer bundle(List<ObjectNode> found) {
        ObjectNode bundle = FakeEhr.JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", found.size());
        ArrayNode entries = bundle.putArray("entry");
        found.forEach(resource -> entries.addObject().set("resource", resource));
        if (found.isEmpty()) {
            bundle.remove("entry");
        }
        return new EhrAnswer(200, bundle.toString(), null);
    }
}
