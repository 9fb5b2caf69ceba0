package org.visita.audit.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.visita.contracts.Actor;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * Which entries a caller wants; a component that is null excludes none.
 *
 * @param actor kind and id
 * @param from first instant, included
 * @param to end, excluded
 */
record EntryFilter(
        String actor, String resourceType, String resourceId, String action, String outcome, Instant from, Instant to) {

    private static final Set<String> OUTCOMES = Set.of("succeeded", "refused", "failed");

    /** Query parameters as they came; refuses with all that is wrong with them. */
    static EntryFilter of(
            String actor,
            String resourceType,
            String resourceId,
            String action,
            String outcome,
            String from,
            String to) {
        List<FieldError> errors = new ArrayList<>();
        if (actor != null && !isActor(actor)) {
            errors.add(new FieldError("?actor", "has the form kind:id, for example key:3fXk9QpL2aZb"));
        }
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            errors.add(new FieldError("?outcome", "is succeeded, refused or failed"));
        }
        EntryFilter filter = new EntryFilter(
                actor,
                resourceType,
                resourceId,
                action,
                outcome,
                instant("?from", from, errors),
                instant("?to", to, errors));
        if (filter.from != null && filter.to != null && !filter.from.isBefore(filter.to)) {
            errors.add(new FieldError("?to", "is after from"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return filter;
    }

    private static boolean isActor(String text) {
        try {
            return Actor.parse(text).toString().equals(text);
        } catch (IllegalArgumentException unknownKind) {
            return false;
        }
    }

    private static Instant instant(String pointer, String text, List<FieldError> errors) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notRfc3339) {
            errors.add(new FieldError(pointer, "is a time with offset (RFC 3339)"));
            return null;
        }
    }
}
