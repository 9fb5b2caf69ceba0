package org.visita.ehrsync.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.visita.ehrsync.connection.ConnectionReport.Check;
import org.visita.ehrsync.destination.CreatesBy;

/**
 * What an EHR says that it can do (FHIR R4, CapabilityStatement), held against what deliveries need. A foreign text: nothing
 * of it is quoted but the name and version of the software, cut to a sane length.
 */
final class EhrCapabilities {

    private static final int LONGEST_QUOTE = 60;

    private final JsonNode statement;

    private EhrCapabilities(JsonNode statement) {
        this.statement = statement;
    }

    /** Empty if it is none. */
    static Optional<EhrCapabilities> read(String body) {
        return StatementFilter.read(body)
                .filter(read ->
                        "CapabilityStatement".equals(read.path("resourceType").textValue()))
                .map(EhrCapabilities::new);
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(version());
        checks.add(software());
        JsonNode appointment = resource("Appointment");
        JsonNode patient = resource("Patient");
        checks.addAll(interactions("appointment", appointment, true));
        checks.addAll(interactions("patient", patient, false));
        checks.add(createsOnce("conditional-create", conditionalCreate(), clientIds()));
        checks.add(createsOnce("client-ids", clientIds(), conditionalCreate()));
        checks.add(versioning(appointment));
        return checks;
    }

    /** Empty if it offers no way to create at most once; then things stay as they are. */
    Optional<CreatesBy> createsBy() {
        return conditionalCreate()
                ? Optional.of(CreatesBy.IF_NONE_EXIST)
                : clientIds() ? Optional.of(CreatesBy.CLIENT_ID) : Optional.empty();
    }

    private boolean conditionalCreate() {
        return both("conditionalCreate");
    }

    private boolean clientIds() {
        return both("updateCreate");
    }

    /** Of each, as patients are created as well: one way for both. */
    private boolean both(String ability) {
        return resource("Appointment").path(ability).asBoolean(false)
                && resource("Patient").path(ability).asBoolean(false);
    }

    private Check version() {
        return statement.path("fhirVersion").asText().matches("4\\.0\\.[0-9]{1,3}")
                ? Check.ok("fhir-version", "Speaks FHIR R4.")
                : Check.failed("fhir-version", "fhir-version-unsupported", "Does not say that it speaks FHIR 4.0.x.");
    }

    private Check software() {
        String name = quoted(statement.at("/software/name"));
        return name.isEmpty()
                ? Check.warning("software", "software-unnamed", "Does not say what it is.")
                : Check.ok("software", (name + ' ' + quoted(statement.at("/software/version"))).strip());
    }

    private static List<Check> interactions(String name, JsonNode resource, boolean updated) {
        List<Check> checks = new ArrayList<>();
        for (String code : List.of("read", "create", "update")) {
            boolean needed = updated || !code.equals("update");
            checks.add(interaction(name + '-' + code, has(resource, "interaction", "code", code), needed));
        }
        boolean searches = has(resource, "interaction", "code", "search-type");
        checks.add(
                searches && !has(resource, "searchParam", "name", "identifier")
                        ? Check.warning(
                                name + "-search",
                                "search-by-identifier-unsaid",
                                "Searches, but does not say that it does by identifier.")
                        : interaction(name + "-search", searches, true));
        return checks;
    }

    private static Check interaction(String name, boolean there, boolean needed) {
        if (there) {
            return Check.ok(name, "Offered.");
        }
        return needed
                ? Check.failed(name, "interaction-missing", "Not offered, and needed.")
                : Check.warning(name, "interaction-missing", "Not offered; deliveries do without.");
    }

    private static Check createsOnce(String name, boolean there, boolean other) {
        if (there) {
            return Check.ok(name, "Offered.");
        }
        return other
                ? Check.warning(name, "not-offered", "Not offered; the other way is there.")
                : Check.failed(
                        name,
                        "creates-twice",
                        "Offers neither conditional creates nor ids of ours for both types: a create that is repeated may make"
                                + " two.");
    }

    private static Check versioning(JsonNode appointment) {
        return "versioned-update".equals(appointment.path("versioning").textValue())
                ? Check.ok("versioning", "Updates name the version that they replace.")
                : Check.warning(
                        "versioning",
                        "versioned-update-unsaid",
                        "Does not say that it minds If-Match: a change by its staff at the same moment may be lost.");
    }

    private JsonNode resource(String type) {
        return elements(statement.path("rest"))
                .filter(rest -> !"client".equals(rest.path("mode").textValue()))
                .flatMap(rest -> elements(rest.path("resource")))
                .filter(resource -> type.equals(resource.path("type").textValue()))
                .findFirst()
                .orElse(statement.path("none"));
    }

    private static boolean has(JsonNode resource, String list, String field, String value) {
        return elements(resource.path(list))
                .anyMatch(entry -> value.equals(entry.path(field).textValue()));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String quoted(JsonNode text) {
        String plain = text.asText().replaceAll("[^\\p{L}\\p{N} ._()/+-]", "");
        return plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) : plain;
    }
}
