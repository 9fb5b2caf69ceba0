package org.visita.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who gives the visit where, and how; and what speaks against asking for it. */
final class OracleOffers {

    record Place(Practitioner practitioner, Location location) {}

    private final World world;
    private final VisitType type;
    private final Map<SlotFilter, List<Place>> known = new HashMap<>();

    OracleOffers(World world) {
        this.world = world;
        this.type = world.type();
    }

    /** By practitioner id, then location id. */
    List<Place> places(SlotFilter filter) {
        return known.computeIfAbsent(filter, this::find);
    }

    private List<Place> find(SlotFilter filter) {
        List<Place> places = new ArrayList<>();
        for (Practitioner practitioner : sorted(Practitioner.class)) {
            for (Location location : sorted(Location.class)) {
                Place place = new Place(practitioner, location);
                if (isAskedFor(filter, place)
                        && hasHours(place)
                        && (isPossible(place, Modality.IN_PERSON) || isPossible(place, Modality.TELEHEALTH))) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    /** As far as the visit type, the way that was asked for, and the rooms and devices that there are go. */
    boolean isPossible(Place place, Modality modality) {
        Modality asked = world.query().modality();
        boolean offered = oneOf(type.practitionerIds(), place.practitioner.id())
                && oneOf(type.locationIds(), place.location.id())
                && type.modalities().contains(modality)
                && (asked == null || asked == modality);
        return offered && (modality == Modality.TELEHEALTH || hasResources(place.location.id()));
    }

    Optional<RefusalReason> objection(SlotFilter filter) {
        if (!ids(Practitioner.class).containsAll(filter.practitionerIds())) {
            return Optional.of(RefusalReason.UNKNOWN_PRACTITIONER);
        }
        if (!ids(Location.class).containsAll(filter.locationIds())) {
            return Optional.of(RefusalReason.UNKNOWN_LOCATION);
        }
        if (places(new SlotFilter(filter.practitionerIds(), filter.locationIds(), null, null))
                .isEmpty()) {
            return Optional.of(RefusalReason.NOT_OFFERED);
        }
        PatientStatus patient = world.query().patient();
        boolean other = patient != null
                && !type.patients().isEmpty()
                && !type.patients().contains(patient);
        return other ? Optional.of(RefusalReason.NOT_FOR_PATIENT) : Optional.empty();
    }

    private boolean hasResources(String locationId) {
        boolean room = world.all(Room.class).stream()
                .anyMatch(each -> each.locationId().equals(locationId));
        return (room || !type.requiresRoom())
                && type.equipmentTypes().stream().allMatch(kind -> world.all(Equipment.class).stream()
                        .anyMatch(each -> each.locationId().equals(locationId)
                                && each.type().equals(kind)));
    }

    private boolean hasHours(Place place) {
        return hasHours(Schedule.class, Schedule::practitionerId, Schedule::locationId, place)
                || hasHours(DateOverride.class, DateOverride::practitionerId, DateOverride::locationId, place);
    }

    private <T extends CatalogPart> boolean hasHours(
            Class<T> kind, Function<T, String> practitionerId, Function<T, String> locationId, Place place) {
        return world.all(kind).stream()
                .anyMatch(each -> practitionerId.apply(each).equals(place.practitioner.id())
                        && locationId.apply(each).equals(place.location.id()));
    }

    private static boolean isAskedFor(SlotFilter filter, Place place) {
        return oneOf(filter.practitionerIds(), place.practitioner.id())
                && oneOf(filter.locationIds(), place.location.id())
                && (filter.specialty() == null
                        || place.practitioner.specialties().contains(filter.specialty()))
                && (filter.language() == null || speaks(place.practitioner, filter.language()));
    }

    /** RFC 4647, basic filtering. */
    private static boolean speaks(Practitioner practitioner, String range) {
        return practitioner.languages().stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT) + "-")
                .anyMatch(tag -> tag.startsWith(range.toLowerCase(Locale.ROOT) + "-"));
    }

    private static boolean oneOf(Set<String> asked, String id) {
        return asked.isEmpty() || asked.contains(id);
    }

    private <T extends CatalogPart> List<T> sorted(Class<T> kind) {
        return world.all(kind).stream()
                .sorted(Comparator.comparing(CatalogPart::id))
                .toList();
    }

    private List<String> ids(Class<? extends CatalogPart> kind) {
        return world.all(kind).stream().map(CatalogPart::id).toList();
    }
}
