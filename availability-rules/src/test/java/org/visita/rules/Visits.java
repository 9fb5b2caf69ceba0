package org.visita.rules;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Builds visit types: half an hour, every half hour, in person, a year ahead; a test says what matters to it. */
final class Visits {

    static final String TYPE = "checkup";

    private VisitTiming timing = minutes(30, 30, 0, 0);
    private final Map<PatientStatus, VisitTiming> variants = new EnumMap<>(PatientStatus.class);
    private Set<PatientStatus> patients = Set.of();
    private Duration notice = Duration.ZERO;
    private Duration horizon = Duration.ofDays(366);
    private VisitLimits limits = VisitLimits.NONE;
    private int seats = 1;
    private boolean requiresRoom;
    private Set<String> equipmentTypes = Set.of();
    private Set<Modality> modalities = Set.of(Modality.IN_PERSON);
    private Set<String> practitionerIds = Set.of();
    private Set<String> locationIds = Set.of();

    static Visits halfHours() {
        return new Visits();
    }

    static VisitTiming minutes(long duration, long interval, long before, long after) {
        return new VisitTiming(
                Duration.ofMinutes(duration),
                Duration.ofMinutes(interval),
                Duration.ofMinutes(before),
                Duration.ofMinutes(after));
    }

    Visits timed(VisitTiming of) {
        timing = of;
        return this;
    }

    Visits lasting(long minutes) {
        return timed(new VisitTiming(
                Duration.ofMinutes(minutes), timing.slotInterval(), timing.bufferBefore(), timing.bufferAfter()));
    }

    Visits every(long minutes) {
        return timed(new VisitTiming(
                timing.duration(), Duration.ofMinutes(minutes), timing.bufferBefore(), timing.bufferAfter()));
    }

    Visits buffers(long before, long after) {
        return timed(new VisitTiming(
                timing.duration(), timing.slotInterval(), Duration.ofMinutes(before), Duration.ofMinutes(after)));
    }

    Visits variant(PatientStatus of, VisitTiming other) {
        variants.put(of, other);
        return this;
    }

    Visits onlyFor(PatientStatus... these) {
        patients = Set.of(these);
        return this;
    }

    Visits notice(Duration atLeast) {
        notice = atLeast;
        return this;
    }

    Visits horizon(Duration atMost) {
        horizon = atMost;
        return this;
    }

    Visits limited(Integer perDay, Integer perWeek) {
        limits = new VisitLimits(perDay, perWeek);
        return this;
    }

    Visits seats(int inOneVisit) {
        seats = inOneVisit;
        return this;
    }

    Visits inRoom() {
        return inRoom(true);
    }

    Visits inRoom(boolean required) {
        requiresRoom = required;
        return this;
    }

    Visits with(String... equipment) {
        equipmentTypes = Set.of(equipment);
        return this;
    }

    Visits as(Modality... these) {
        modalities = Set.of(these);
        return this;
    }

    Visits offered(Set<String> byPractitioners, Set<String> atLocations) {
        practitionerIds = byPractitioners;
        locationIds = atLocations;
        return this;
    }

    VisitType type() {
        return new VisitType(
                TYPE,
                timing,
                variants,
                patients,
                notice,
                horizon,
                limits,
                seats,
                requiresRoom,
                equipmentTypes,
                modalities,
                practitionerIds,
                locationIds);
    }
}
