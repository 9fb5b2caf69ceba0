package org.visita.audit.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which entries a caller wants; a component that is null, or an empty list, excludes none.
 *
 * @param ids any of them
 * @param actor kind and id
 * @param patient id of the patient whom it is about
 * @param acts each of them is met
 * @param outcomes any of them
 * @param from first instant, included
 * @param to end, excluded
 * @param upTo position of the last entry to be considered
 * @param nothing whether it is known already that no entry meets it
 */
public record EntryFilter(
        List<UUID> ids,
        String actor,
        String patient,
        String resourceType,
        String resourceId,
        List<Acts> acts,
        List<String> outcomes,
        String code,
        String requestId,
        String emitter,
        Instant from,
        Instant to,
        Long upTo,
        boolean nothing) {

    /** One of the actions, or one that does one of these things. */
    public record Acts(Set<String> actions, Set<Interaction> interactions) {}

    /** Excludes nothing. */
    public static final EntryFilter ALL = new Builder().build();

    private static final String PATIENT = "Patient";
    private static final String PATIENT_ACTOR = "patient:";

    public EntryFilter {
        ids = List.copyOf(ids);
        acts = List.copyOf(acts);
        outcomes = List.copyOf(outcomes);
        // PostgreSQL's texts have no such character, so no entry has.
        nothing |= Stream.concat(
                        Stream.of(actor, patient, resourceType, resourceId, code, requestId, emitter),
                        acts.stream().flatMap(any -> any.actions().stream()))
                .anyMatch(text -> text != null && text.indexOf('\0') >= 0);
    }

    /** The same of the trail as it is when it ends there. */
    public EntryFilter upTo(long position) {
        return new EntryFilter(
                ids,
                actor,
                patient,
                resourceType,
                resourceId,
                acts,
                outcomes,
                code,
                requestId,
                emitter,
                from,
                to,
                position,
                nothing);
    }

    /** Those that it names in one way or another: their ids stand sealed in entries, and not as they are asked for. */
    Set<String> patients() {
        return Stream.of(patient, isOfPatient() ? resourceId : null, isByPatient() ? patientActor() : null)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    boolean isOfPatient() {
        return PATIENT.equals(resourceType) && resourceId != null;
    }

    boolean isByPatient() {
        return actor != null && actor.startsWith(PATIENT_ACTOR);
    }

    /** Who a patient is that acted shows only when the entry is opened. */
    boolean isMetBy(TrailEntry opened) {
        return !isByPatient() || actor.equals(opened.actor());
    }

    private String patientActor() {
        return actor.substring(PATIENT_ACTOR.length());
    }

    /** For one component after the other. */
    public static final class Builder {

        private final List<UUID> ids = new ArrayList<>();
        private final List<Acts> acts = new ArrayList<>();
        private final List<String> outcomes = new ArrayList<>();
        private String actor;
        private String patient;
        private String resourceType;
        private String resourceId;
        private String code;
        private String requestId;
        private String emitter;
        private Instant from;
        private Instant to;
        private boolean nothing;

        public Builder ids(List<UUID> any) {
            ids.addAll(any);
            return this;
        }

        public Builder actor(String kindAndId) {
            actor = kindAndId;
            return this;
        }

        public Builder patient(String id) {
            patient = id;
            return this;
        }

        public Builder resource(String type, String id) {
            resourceType = type;
            resourceId = id;
            return this;
        }

        public Builder acts(Set<String> actions, Set<Interaction> interactions) {
            acts.add(new Acts(actions, interactions));
            return this;
        }

        public Builder outcomes(List<String> any) {
            outcomes.addAll(any);
            return this;
        }

        public Builder code(String one) {
            code = one;
            return this;
        }

        public Builder requestId(String one) {
            requestId = one;
            return this;
        }

        public Builder emitter(String one) {
            emitter = one;
            return this;
        }

        /** Both this and what was said of the time before. */
        public Builder from(Instant at) {
            from = from == null || at != null && at.isAfter(from) ? at : from;
            return this;
        }

        /** Both this and what was said of the time before. */
        public Builder to(Instant at) {
            to = to == null || at != null && at.isBefore(to) ? at : to;
            return this;
        }

        public Builder nothing() {
            nothing = true;
            return this;
        }

        public EntryFilter build() {
            return new EntryFilter(
                    ids,
                    actor,
                    patient,
                    resourceType,
                    resourceId,
                    acts,
                    outcomes,
                    code,
                    requestId,
                    emitter,
                    from,
                    to,
                    null,
                    nothing);
        }
    }
}
