package org.visita.audit.fhir;

import static org.hl7.fhir.r4.model.Enumerations.SearchParamType.DATE;
import static org.hl7.fhir.r4.model.Enumerations.SearchParamType.REFERENCE;
import static org.hl7.fhir.r4.model.Enumerations.SearchParamType.TOKEN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.visita.audit.search.EntryFilter;
import org.visita.audit.search.Interaction;
import org.visita.fhirkit.FhirParameters;
import org.visita.fhirkit.FhirResource.SearchParameter;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * Reads the parameters of a search for AuditEvents. A comma means or, where the parameter takes several values; those
 * that an index serves take one.
 */
final class AuditEventSearch {

    static final List<SearchParameter> PARAMETERS = List.of(
            new SearchParameter("_id", TOKEN, "Id of the AuditEvent."),
            new SearchParameter("action", TOKEN, "C, R, U, D or E; a search is E."),
            new SearchParameter(
                    "agent", REFERENCE, "Who did it: Patient/id, or agent:identifier with system and value; one."),
            new SearchParameter("date", DATE, "When it happened; a date without a time is one in UTC; not ne."),
            new SearchParameter(
                    "entity", REFERENCE, "The record: a reference, or entity:identifier with system and value; one."),
            new SearchParameter("outcome", TOKEN, "0, 4 or 8."),
            new SearchParameter("patient", REFERENCE, "The patient whom it is about, or who did it; one."),
            new SearchParameter(
                    "subtype", TOKEN, "The interaction, such as read, or our action, such as booking.cancel."),
            new SearchParameter("type", TOKEN, "All are of the type rest."));

    private static final Map<String, String> OUTCOMES = Map.of("0", "succeeded", "4", "refused", "8", "failed");

    private final FhirNames names;
    private final EntryFilter.Builder filter = new EntryFilter.Builder();
    private final Set<String> once = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private AuditEventSearch(FhirNames names) {
        this.names = names;
    }

    /** @param parameters that are known; those of the answer and its pages are not looked at */
    static EntryFilter filter(Map<String, String[]> parameters, FhirNames names) {
        FhirParameters.requireFewValues(parameters);
        AuditEventSearch search = new AuditEventSearch(names);
        parameters.forEach((name, values) -> Arrays.stream(values).forEach(value -> search.add(name, value)));
        if (!search.errors.isEmpty()) {
            throw Refusal.invalid(search.errors).asException();
        }
        return search.filter.build();
    }

    private void add(String name, String text) {
        List<String> values = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (values.contains("")) {
            wrong(name, "has an empty value");
            return;
        }
        switch (name) {
            case "_id" -> ids(values);
            case "action" -> action(values);
            case "agent", "agent:Patient" -> patientActor(name, values);
            case "agent:identifier" -> agent(name, values);
            case "date" -> AskedDate.of(values, filter).ifPresent(error -> wrong(name, error));
            case "entity" -> entity(name, values);
            case "entity:identifier" -> entityByIdentifier(name, values);
            case "outcome" -> outcome(values);
            case "patient", "patient:Patient" -> {
                if (one("patient", values)) {
                    patientId(name, values.getFirst()).ifPresent(filter::patient);
                }
            }
            case "subtype" -> subtype(values);
            case "type" -> type(values);
            case "_sort" -> {
                if (!text.equals("-date")) {
                    wrong(name, "is -date: the newest come first");
                }
            }
            case "_total" -> {
                if (!text.equals("none")) {
                    wrong(name, "is none: a trail is not counted");
                }
            }
            default -> {
                if (name.contains(":")) {
                    wrong(name, "has no such modifier");
                }
                // Otherwise it is of the answer or of its pages.
            }
        }
    }

    private void ids(List<String> values) {
        List<UUID> ids =
                values.stream().map(Ids::parse).flatMap(Optional::stream).toList();
        if (!once.add("_id")) {
            wrong("_id", "may come only once");
        } else if (ids.isEmpty()) {
            filter.nothing();
        } else {
            filter.ids(ids);
        }
    }

    private void action(List<String> values) {
        Set<Interaction> meant = EnumSet.noneOf(Interaction.class);
        for (String value : values) {
            String code = code(value, "http://hl7.org/fhir/audit-event-action").orElse("");
            Stream.of(Interaction.values())
                    .filter(one -> EntryToFhir.action(one).toCode().equals(code))
                    .forEach(meant::add);
        }
        acts(Set.of(), meant);
    }

    private void subtype(List<String> values) {
        Set<Interaction> meant = EnumSet.noneOf(Interaction.class);
        Set<String> actions = new HashSet<>();
        for (String value : values) {
            code(value, names.actions()).ifPresent(actions::add);
            String code = code(value, FhirNames.INTERACTIONS).orElse("");
            Stream.of(Interaction.values())
                    .filter(one -> EntryToFhir.code(one).equals(code))
                    .forEach(meant::add);
        }
        acts(actions, meant);
    }

    private void acts(Set<String> actions, Set<Interaction> interactions) {
        if (actions.isEmpty() && interactions.isEmpty()) {
            filter.nothing();
        } else {
            filter.acts(actions, interactions);
        }
    }

    private void type(List<String> values) {
        if (values.stream().noneMatch(value -> code(value, FhirNames.EVENT_TYPES)
                .filter("rest"::equals)
                .isPresent())) {
            filter.nothing();
        }
    }

    private void outcome(List<String> values) {
        List<String> meant = values.stream()
                .flatMap(value -> code(value, FhirNames.OUTCOMES).stream())
                .filter(OUTCOMES::containsKey)
                .map(OUTCOMES::get)
                .toList();
        if (!once.add("outcome")) {
            wrong("outcome", "may come only once");
        } else if (meant.isEmpty()) {
            filter.nothing();
        } else {
            filter.outcomes(meant);
        }
    }

    private void patientActor(String name, List<String> values) {
        if (one("agent", values)) {
            patientId(name, values.getFirst()).ifPresent(id -> filter.actor("patient:" + id));
        }
    }

    private void agent(String name, List<String> values) {
        if (one("agent", values)) {
            identifier(name, values.getFirst(), "key", "staff", "service", "ehr")
                    .ifPresent(filter::actor);
        }
    }

    private void entity(String name, List<String> values) {
        if (!one("entity", values)) {
            return;
        }
        String value = values.getFirst();
        int slash = value.indexOf('/');
        String type = slash < 0 ? null : FhirNames.ours(value.substring(0, slash));
        Optional<UUID> id = Ids.parse(value.substring(slash + 1));
        if (type == null || id.isEmpty()) {
            wrong(name, "is a reference such as Appointment/id, or comes with the modifier identifier");
        } else {
            filter.resource(type, id.get().toString());
        }
    }

    private void entityByIdentifier(String name, List<String> values) {
        if (!one("entity", values)) {
            return;
        }
        String value = values.getFirst();
        int bar = value.indexOf('|');
        Optional<String> type = bar < 0 ? Optional.empty() : names.typeOf(value.substring(0, bar));
        if (type.isEmpty()) {
            wrong(name, "is a system of ours and a value, with a bar between them");
        } else {
            filter.resource(type.get(), value.substring(bar + 1));
        }
    }

    /** As {@code kind:value}, of the kind whose system it is. */
    private Optional<String> identifier(String name, String value, String... kinds) {
        Optional<String> found = Stream.of(kinds)
                .flatMap(kind -> value.startsWith(names.identifiers(kind) + "|")
                        ? Stream.of(kind + ":" + value.substring(value.indexOf('|') + 1))
                        : Stream.empty())
                .findFirst();
        if (found.isEmpty()) {
            wrong(name, "is a system of ours and a value, with a bar between them");
        }
        return found;
    }

    private Optional<String> patientId(String name, String value) {
        Optional<UUID> id = Ids.parse(value.startsWith("Patient/") ? value.substring("Patient/".length()) : value);
        if (id.isEmpty()) {
            wrong(name, "is the id of a patient, or a reference to one");
        }
        return id.map(UUID::toString);
    }

    private boolean one(String name, List<String> values) {
        if (values.size() == 1 && once.add(name)) {
            return true;
        }
        wrong(name, "takes one value");
        return false;
    }

    /** The code, if it is one of that system, or of no particular one. */
    private static Optional<String> code(String value, String system) {
        if (!value.contains("|")) {
            return Optional.of(value);
        }
        return value.startsWith(system + "|") ? Optional.of(value.substring(system.length() + 1)) : Optional.empty();
    }

    private void wrong(String name, String detail) {
        errors.add(new FieldError("?" + (name.length() > 40 ? name.substring(0, 40) : name), detail));
    }
}
