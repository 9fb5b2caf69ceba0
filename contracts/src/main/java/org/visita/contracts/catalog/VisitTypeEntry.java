package org.visita.contracts.catalog;

import java.time.Duration;
import java.util.List;
import org.visita.contracts.Coding;

/**
 * What can be booked. Durations are ISO 8601.
 *
 * @param duration of the visit itself, at least a minute
 * @param slotInterval between two starts, at least a minute
 * @param bufferBefore kept free before the visit
 * @param bufferAfter kept free after the visit
 * @param notice how long ahead a visit must be booked, elapsed time
 * @param horizon how far ahead a visit can be booked, elapsed time
 * @param requiresRoom whether the visit takes a room of its location, unless it is telehealth
 * @param practitionerIds who offers it; empty: everybody
 * @param locationIds where it is offered; empty: everywhere
 * @param serviceType code for other systems; null if there is none
 * @param variants other timings, for some patients
 * @param patients who may book; empty: anyone
 * @param perDay how many of these visits a practitioner has on one date at most, a session counts once; null: no limit
 * @param perWeek the same for one week, Monday to Sunday; null: no limit
 * @param seats how many patients share one session; 1 unless said, and then it is no group
 * @param equipmentTypes of each a visit takes one piece of its location, unless it is telehealth
 * @param modality how the visit can happen; {@code IN_PERSON} unless said
 * @param codes further codes for other systems
 * @param requiresConfirmation whether a booking is pending until the clinic confirms it; not, unless said
 */
public record VisitTypeEntry(
        Duration duration,
        Duration slotInterval,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration notice,
        Duration horizon,
        boolean requiresRoom,
        List<String> practitionerIds,
        List<String> locationIds,
        Coding serviceType,
        List<Variant> variants,
        List<PatientStatus> patients,
        Integer perDay,
        Integer perWeek,
        int seats,
        List<String> equipmentTypes,
        OfferedModality modality,
        List<Coding> codes,
        boolean requiresConfirmation) {
    public VisitTypeEntry {
        practitionerIds = List.copyOf(practitionerIds);
        locationIds = List.copyOf(locationIds);
        variants = variants == null ? List.of() : List.copyOf(variants);
        patients = patients == null ? List.of() : List.copyOf(patients);
        seats = seats == 0 ? 1 : seats;
        equipmentTypes = equipmentTypes == null ? List.of() : List.copyOf(equipmentTypes);
        modality = modality == null ? OfferedModality.IN_PERSON : modality;
        codes = codes == null ? List.of() : List.copyOf(codes);
    }

    /**
     * The timing for some patients, in place of the visit type's own.
     *
     * @param patient whose timing it is
     */
    public record Variant(
            PatientStatus patient,
            Duration duration,
            Duration slotInterval,
            Duration bufferBefore,
            Duration bufferAfter) {}
}
