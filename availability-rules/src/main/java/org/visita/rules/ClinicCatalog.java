package org.visita.rules;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one clinic offers, indexed for lookup. Immutable; build a new one when something changes.
 *
 * <p>References are not checked: a read copy kept from events may see a room before its location. What points to
 * something absent offers nothing until that arrives.
 */
public final class ClinicCatalog {

    /** A clinic that offers nothing yet. */
    public static final ClinicCatalog EMPTY = of(List.of());

    private record Post(String practitionerId, String locationId) {}

    private final Map<String, Location> locations;
    private final Map<String, Room> rooms;
    private final Map<String, Equipment> equipment;
    private final Map<String, Practitioner> practitioners;
    private final Map<String, VisitType> visitTypes;
    private final Map<Post, Rota> byPost;
    private final List<Rota> rotas;

    private ClinicCatalog(Collection<? extends CatalogPart> parts) {
        this.locations = byId(parts, Location.class);
        this.rooms = byId(parts, Room.class);
        this.equipment = byId(parts, Equipment.class);
        this.practitioners = byId(parts, Practitioner.class);
        this.visitTypes = byId(parts, VisitType.class);
        this.byPost = rotas(
                byId(parts, Schedule.class).values(),
                byId(parts, DateOverride.class).values(),
                byId(parts, TimeOff.class).values(),
                byId(parts, Holiday.class).values());
        this.rotas = byPost.values().stream().sorted(Rota.ORDER).toList();
    }

    /**
     * In any order.
     *
     * @throws IllegalArgumentException if two things of one kind share an id
     */
    public static ClinicCatalog of(Collection<? extends CatalogPart> parts) {
        return new ClinicCatalog(Require.present("parts", parts));
    }

    public Optional<Location> location(String id) {
        return Optional.ofNullable(locations.get(id));
    }

    public Optional<Room> room(String id) {
        return Optional.ofNullable(rooms.get(id));
    }

    public Optional<Equipment> equipment(String id) {
        return Optional.ofNullable(equipment.get(id));
    }

    public Optional<Practitioner> practitioner(String id) {
        return Optional.ofNullable(practitioners.get(id));
    }

    public Optional<VisitType> visitType(String id) {
        return Optional.ofNullable(visitTypes.get(id));
    }

    /** Everybody who works somewhere, in {@link Rota#ORDER}. */
    List<Rota> rotas() {
        return rotas;
    }

    Optional<Rota> rota(String practitionerId, String locationId) {
        return Optional.ofNullable(byPost.get(new Post(practitionerId, locationId)));
    }

    private Map<Post, Rota> rotas(
            Collection<Schedule> schedules,
            Collection<DateOverride> overrides,
            Collection<TimeOff> timeOff,
            Collection<Holiday> holidays) {
        Map<Post, List<Schedule>> weekly = schedules.stream()
                .collect(Collectors.groupingBy(each -> new Post(each.practitionerId(), each.locationId())));
        Map<Post, List<DateOverride>> dated = overrides.stream()
                .collect(Collectors.groupingBy(each -> new Post(each.practitionerId(), each.locationId())));
        Map<String, List<TimeOff>> away = timeOff.stream().collect(Collectors.groupingBy(TimeOff::practitionerId));
        Map<ZoneId, ZoneDays> zones = new HashMap<>();
        Map<Post, Rota> result = new HashMap<>();
        List<Post> posts = new ArrayList<>(weekly.keySet());
        dated.keySet().stream().filter(post -> !weekly.containsKey(post)).forEach(posts::add);
        for (Post post : posts) {
            Practitioner practitioner = practitioners.get(post.practitionerId());
            Location location = locations.get(post.locationId());
            if (practitioner != null && location != null) {
                ZoneDays days = zones.computeIfAbsent(location.zone(), zone -> new ZoneDays(zone.getRules()));
                WorkingHours hours = new WorkingHours(
                        location, days, weekly.getOrDefault(post, List.of()), dated.getOrDefault(post, List.of()));
                Timeline closed = closed(location, days, away.getOrDefault(post.practitionerId(), List.of()), holidays);
                result.put(
                        post,
                        new Rota(practitioner, location, days, hours, closed, roomsOf(location), devicesOf(location)));
            }
        }
        return result;
    }

    private static Timeline closed(
            Location location, ZoneDays days, List<TimeOff> timeOff, Collection<Holiday> holidays) {
        Windows closed = new Windows();
        for (TimeOff away : timeOff) {
            closed.add(away.start().getEpochSecond(), Timeline.ceilSecond(away.end()));
        }
        for (Holiday holiday : holidays) {
            if (holiday.closes(location.id())) {
                int first = Math.toIntExact(holiday.firstDate().toEpochDay());
                int last = Math.toIntExact(holiday.lastDate().toEpochDay());
                long from = days.startOf(first, 0);
                // As hours do, it ends with the last date: at the later of two midnights.
                long to = days.endOf(last + 1, 0);
                // A date that the zone skipped has no time to close.
                if (from < to) {
                    closed.add(from, to);
                }
            }
        }
        return closed.toTimeline();
    }

    private List<Room> roomsOf(Location location) {
        return rooms.values().stream()
                .filter(room -> room.locationId().equals(location.id()))
                .sorted(Comparator.comparing(Room::id))
                .toList();
    }

    private Map<String, List<Equipment>> devicesOf(Location location) {
        return equipment.values().stream()
                .filter(device -> device.locationId().equals(location.id()))
                .sorted(Comparator.comparing(Equipment::id))
                .collect(Collectors.groupingBy(Equipment::type, TreeMap::new, Collectors.toList()));
    }

    private static <T extends CatalogPart> Map<String, T> byId(Collection<? extends CatalogPart> parts, Class<T> kind) {
        Map<String, T> byId = new LinkedHashMap<>();
        for (CatalogPart part : parts) {
            if (kind.isInstance(part) && byId.put(part.id(), kind.cast(part)) != null) {
                throw new IllegalArgumentException(
                        "two entries share the " + kind.getSimpleName() + " id " + part.id());
            }
        }
        return byId;
    }
}
