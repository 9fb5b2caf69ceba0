package org.visita.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one clinic offers, indexed for lookup. Immutable; build a new one when something changes.
 *
 * <p>References are not checked: a read copy kept from events may see a room before its location. What points to
 * something absent offers nothing until that arrives.
 */
public final class ClinicCatalog {

    /** A clinic that offers nothing yet. */
    public static final ClinicCatalog EMPTY = new ClinicCatalog(List.of(), List.of(), List.of(), List.of(), List.of());

    private final Map<String, Location> locations;
    private final Map<String, Room> rooms;
    private final Map<String, Practitioner> practitioners;
    private final Map<String, VisitType> visitTypes;
    private final List<Rota> rotas;

    /** @throws IllegalArgumentException if two entries of one kind share an id */
    public ClinicCatalog(
            Collection<Location> locations,
            Collection<Room> rooms,
            Collection<Practitioner> practitioners,
            Collection<VisitType> visitTypes,
            Collection<Schedule> schedules) {
        this.locations = byId("location", locations, Location::id);
        this.rooms = byId("room", rooms, Room::id);
        this.practitioners = byId("practitioner", practitioners, Practitioner::id);
        this.visitTypes = byId("visit type", visitTypes, VisitType::id);
        this.rotas = rotas(byId("schedule", schedules, Schedule::id).values());
    }

    public Optional<Location> location(String id) {
        return Optional.ofNullable(locations.get(id));
    }

    public Optional<Room> room(String id) {
        return Optional.ofNullable(rooms.get(id));
    }

    public Optional<Practitioner> practitioner(String id) {
        return Optional.ofNullable(practitioners.get(id));
    }

    public Optional<VisitType> visitType(String id) {
        return Optional.ofNullable(visitTypes.get(id));
    }

    /** Where and by whom the visit type can be given, in {@link Rota#ORDER}; an empty set narrows nothing. */
    List<Rota> rotasFor(VisitType type, Set<String> practitionerIds, Set<String> locationIds) {
        return rotas.stream()
                .filter(rota -> practitionerIds.isEmpty() || practitionerIds.contains(rota.practitionerId()))
                .filter(rota -> locationIds.isEmpty()
                        || locationIds.contains(rota.location().id()))
                .filter(rota ->
                        type.offeredBy(rota.practitionerId(), rota.location().id()))
                .filter(rota -> !type.requiresRoom() || !rota.rooms().isEmpty())
                .toList();
    }

    private List<Rota> rotas(Collection<Schedule> schedules) {
        record Post(String practitionerId, String locationId) {}
        Map<String, List<Room>> roomsByLocation = rooms.values().stream()
                .sorted(Comparator.comparing(Room::id))
                .collect(Collectors.groupingBy(Room::locationId));
        Map<Post, List<Schedule>> byPost = schedules.stream()
                .filter(schedule -> practitioners.containsKey(schedule.practitionerId()))
                .filter(schedule -> locations.containsKey(schedule.locationId()))
                .collect(Collectors.groupingBy(schedule -> new Post(schedule.practitionerId(), schedule.locationId())));
        List<Rota> result = new ArrayList<>();
        byPost.forEach((post, of) -> result.add(new Rota(
                post.practitionerId(),
                locations.get(post.locationId()),
                List.copyOf(of),
                List.copyOf(roomsByLocation.getOrDefault(post.locationId(), List.of())))));
        result.sort(Rota.ORDER);
        return List.copyOf(result);
    }

    private static <T> Map<String, T> byId(String kind, Collection<T> entries, Function<T, String> id) {
        Map<String, T> byId = new LinkedHashMap<>();
        for (T entry : Require.present(kind + "s", entries)) {
            if (byId.put(id.apply(entry), entry) != null) {
                throw new IllegalArgumentException("two entries share the " + kind + " id " + id.apply(entry));
            }
        }
        return byId;
    }
}
