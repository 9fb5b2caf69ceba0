package org.visita.rules;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A kind of visit that can be booked.
 *
 * @param id of the visit type
 * @param timing of a visit, where no variant says otherwise
 * @param variants another timing for new or for returning patients
 * @param patients whom it is for; empty means everybody
 * @param notice a start must be at least this far ahead, 0 to {@link #MAX_HORIZON}
 * @param horizon a start must be at most this far ahead, from {@code notice} to {@link #MAX_HORIZON}
 * @param limits per practitioner, day and week
 * @param seats patients in one visit, 1 to {@link #MAX_SEATS}; more than one make it a group visit
 * @param requiresRoom whether a room of the location is taken too; not at a distance
 * @param equipmentTypes of each of these a device of the location is taken too; not at a distance
 * @param modalities how it can happen; at least one
 * @param practitionerIds who offers it; empty means every practitioner
 * @param locationIds where it is offered; empty means every location
 */
public record VisitType(
        String id,
        VisitTiming timing,
        Map<PatientStatus, VisitTiming> variants,
        Set<PatientStatus> patients,
        Duration notice,
        Duration horizon,
        VisitLimits limits,
        int seats,
        boolean requiresRoom,
        Set<String> equipmentTypes,
        Set<Modality> modalities,
        Set<String> practitionerIds,
        Set<String> locationIds)
        implements CatalogPart {

    /** The furthest horizon: ten years. */
    public static final Duration MAX_HORIZON = Duration.ofDays(3653);

    /** The largest group. */
    public static final int MAX_SEATS = 1000;

    /** Bounds the work for one candidate start. */
    public static final int MAX_EQUIPMENT_TYPES = 10;

    public VisitType {
        Require.id("visit type id", id);
        Require.present("timing", timing);
        variants = Map.copyOf(Require.present("variants", variants));
        patients = Set.copyOf(Require.present("patients", patients));
        Require.minutes("notice", notice, Duration.ZERO, MAX_HORIZON);
        Require.minutes("horizon", horizon, notice, MAX_HORIZON);
        Require.present("limits", limits);
        if (seats < 1 || seats > MAX_SEATS) {
            throw new IllegalArgumentException("seats must be from 1 to " + MAX_SEATS + ", not " + seats);
        }
        equipmentTypes = Set.copyOf(Require.present("equipmentTypes", equipmentTypes));
        if (equipmentTypes.size() > MAX_EQUIPMENT_TYPES) {
            throw new IllegalArgumentException("at most " + MAX_EQUIPMENT_TYPES + " equipment types");
        }
        modalities = Set.copyOf(Require.present("modalities", modalities));
        if (modalities.isEmpty()) {
            throw new IllegalArgumentException("modalities must not be empty");
        }
        practitionerIds = Set.copyOf(Require.present("practitionerIds", practitionerIds));
        locationIds = Set.copyOf(Require.present("locationIds", locationIds));
    }

    /** Whether several patients share one visit. */
    public boolean isGroup() {
        return seats > 1;
    }

    /** Whether this visit is offered by that practitioner at that location, as far as this type says. */
    public boolean offeredBy(String practitionerId, String locationId) {
        return (practitionerIds.isEmpty() || practitionerIds.contains(practitionerId))
                && (locationIds.isEmpty() || locationIds.contains(locationId));
    }

    /** Whether it is for such patients; null, which leaves it open, always fits. */
    public boolean isFor(PatientStatus status) {
        return status == null || patients.isEmpty() || patients.contains(status);
    }

    /**
     * How long it takes for such patients. Where the status is left open and the visit is for one kind of patients only,
     * it is theirs.
     */
    public VisitTiming timingFor(PatientStatus status) {
        PatientStatus meant =
                status == null && patients.size() == 1 ? patients.iterator().next() : status;
        return meant == null ? timing : variants.getOrDefault(meant, timing);
    }
}
