package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the EHR says of itself at {@code /metadata}. It tells the truth. */
final class EhrCapabilities {

    private static final List<String> TYPES = List.of("Appointment", "Patient", "Practitioner", "Location");

    private EhrCapabilities() {}

    static ObjectNode of(EhrSemantics semantics) {
        ObjectNode statement = FakeEhr.JSON.createObjectNode();
        statement
                .put("resourceType", "CapabilityStatement")
                .put("status", "active")
                .put("date", "2026-11-01")
                .put("kind", "instance")
                .put("fhirVersion", "4.0.1");
        statement.putObject("software").put("name", "An EHR for tests").put("version", "1");
        statement.putArray("format").add("application/fhir+json");
        ObjectNode rest = statement.putArray("rest").addObject().put("mode", "server");
        ArrayNode resources = rest.putArray("resource");
        TYPES.forEach(type -> describe(resources.addObject().put("type", type), semantics));
        return statement;
    }

    private static void describe(ObjectNode resource, EhrSemantics semantics) {
        ArrayNode interactions = resource.putArray("interaction");
        List.of("read", "search-type", "create", "update")
                .forEach(code -> interactions.addObject().put("code", code));
        resource.put("versioning", "versioned-update")
                .put("updateCreate", semantics.clientIds())
                .put("conditionalCreate", semantics.conditionalCreate())
                .put("conditionalUpdate", false);
        resource.putArray("searchParam").addObject().put("name", "identifier").put("type", "token");
    }
}
