package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The resources of an EHR, with their histories. Whoever reads and then writes holds its monitor in between. */
final class EhrShelf {

    private final Map<String, Map<String, List<Stored>>> types = new HashMap<>();

    /** Type and identifier to ids: thousands of bookings are searched one by one. */
    private final Map<String, Set<String>> index = new HashMap<>();

    private boolean newestOnly;
    private int lastId = 1000;

    synchronized void keepNewestOnly() {
        newestOnly = true;
    }

    synchronized Stored create(String type, ObjectNode resource) {
        String id = resource.has("id") ? resource.path("id").asText() : Integer.toString(++lastId);
        return create(type, id, resource);
    }

    /** Also where one was deleted. */
    synchronized Stored create(String type, String id, ObjectNode resource) {
        return store(type, Stored.of(id, newest(type, id).map(Stored::version).orElse(0) + 1, resource));
    }

    synchronized Stored replace(String type, Stored held, ObjectNode resource) {
        return store(type, Stored.of(held.id(), held.version() + 1, resource));
    }

    synchronized void delete(String type, String id) {
        find(type, id).ifPresent(held -> store(type, Stored.gone(id, held.version() + 1)));
    }

    synchronized Optional<Stored> find(String type, String id) {
        return newest(type, id).filter(Stored::isThere);
    }

    /** Was there, and was deleted. */
    synchronized boolean isGone(String type, String id) {
        return newest(type, id).filter(newest -> !newest.isThere()).isPresent();
    }

    synchronized List<Stored> all(String type) {
        return types.getOrDefault(type, Map.of()).values().stream()
                .map(List::getLast)
                .filter(Stored::isThere)
                .toList();
    }

    /** @param tokens {@code system|value}, several by comma */
    synchronized List<Stored> search(String type, String tokens) {
        return Stream.of(tokens.split(","))
                .flatMap(token -> index.getOrDefault(key(type, token), Set.of()).stream())
                .distinct()
                .map(id -> find(type, id))
                .flatMap(Optional::stream)
                .toList();
    }

    synchronized List<Stored> history(String type, String id) {
        return List.copyOf(versions(type, id));
    }

    private Stored store(String type, Stored next) {
        List<Stored> versions = types.computeIfAbsent(type, any -> new LinkedHashMap<>())
                .computeIfAbsent(next.id(), any -> new ArrayList<>(1));
        if (!versions.isEmpty()) {
            versions.getLast().tokens().forEach(token -> index.get(key(type, token))
                    .remove(next.id()));
        }
        if (newestOnly) {
            versions.clear();
        }
        versions.add(next);
        next.tokens().forEach(token -> index.computeIfAbsent(key(type, token), any -> new LinkedHashSet<>())
                .add(next.id()));
        return next;
    }

    private Optional<Stored> newest(String type, String id) {
        List<Stored> versions = versions(type, id);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    private List<Stored> versions(String type, String id) {
        return types.getOrDefault(type, Map.of()).getOrDefault(id, List.of());
    }

    private static String key(String type, String token) {
        return type + ' ' + token;
    }
}
