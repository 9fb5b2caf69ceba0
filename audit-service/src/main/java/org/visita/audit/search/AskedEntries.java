package org.visita.audit.search;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.contracts.Actor;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.QueryTimes;

/** The query parameters by which entries are chosen, of a search and of an export. */
public class AskedEntries {

    private static final Set<String> OUTCOMES = Set.of("succeeded", "refused", "failed");

    @RestQuery
    String actor;

    @RestQuery
    String patient;

    @RestQuery
    String resourceType;

    @RestQuery
    String resourceId;

    @RestQuery
    String action;

    @RestQuery
    @Parameter(
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"succeeded", "refused", "failed"}))
    String outcome;

    @RestQuery
    String code;

    @RestQuery
    String requestId;

    @RestQuery
    String emitter;

    @RestQuery
    String from;

    @RestQuery
    String to;

    /** Refuses with all that is wrong with them. */
    public EntryFilter filter() {
        List<FieldError> errors = new ArrayList<>();
        if (actor != null && !isActor(actor)) {
            errors.add(new FieldError("?actor", "has the form kind:id, for example key:3fXk9QpL2aZb"));
        }
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            errors.add(new FieldError("?outcome", "is succeeded, refused or failed"));
        }
        Instant first = instant("?from", from, errors);
        Instant end = instant("?to", to, errors);
        if (first != null && end != null && !first.isBefore(end)) {
            errors.add(new FieldError("?to", "is after from"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        EntryFilter.Builder filter = new EntryFilter.Builder()
                .actor(actor)
                .patient(patient)
                .resource(resourceType, resourceId)
                .outcomes(outcome == null ? List.of() : List.of(outcome))
                .code(code)
                .requestId(requestId)
                .emitter(emitter)
                .from(first)
                .to(end);
        return (action == null ? filter : filter.acts(Set.of(action), Set.of())).build();
    }

    private static boolean isActor(String text) {
        try {
            return Actor.parse(text).toString().equals(text);
        } catch (IllegalArgumentException unknownKind) {
            return false;
        }
    }

    private static Instant instant(String pointer, String text, List<FieldError> errors) {
        if (text == null) {
            return null;
        }
        Optional<OffsetDateTime> time = QueryTimes.parse(text);
        if (time.isEmpty()) {
            errors.add(new FieldError(pointer, QueryTimes.EXPECTED));
        }
        return time.map(OffsetDateTime::toInstant).orElse(null);
    }
}
