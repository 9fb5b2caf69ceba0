package org.visita.ehrsync.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.visita.ehrsync.delivery.EhrLook.Difference;

/** Where two JSON documents differ, value by value. */
final class JsonDifferences {

    /** More than this nobody reads; an Appointment of ours has about sixty values. */
    private static final int MOST = 200;

    private JsonDifferences() {}

    /** @param root how the paths begin */
    static List<Difference> between(String root, JsonNode ehr, JsonNode ours) {
        List<Difference> found = new ArrayList<>();
        compare(root, ehr, ours, found);
        return found.size() > MOST ? List.copyOf(found.subList(0, MOST)) : List.copyOf(found);
    }

    private static void compare(String path, JsonNode ehr, JsonNode ours, List<Difference> found) {
        if (ehr.equals(ours)) {
            return;
        }
        if (ehr.isObject() && ours.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            ehr.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "." + name, ehr.path(name), ours.path(name), found));
        } else if (ehr.isArray() && ours.isArray()) {
            for (int index = 0; index < Math.max(ehr.size(), ours.size()); index++) {
                compare(path + "[" + index + "]", ehr.path(index), ours.path(index), found);
            }
        } else {
            found.add(new Difference(path, orNull(ehr), orNull(ours)));
        }
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }
}
