package org.visita.availability.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.OverrideEntry;

/**
 * Which bookings a change of the catalog can put in question: as few as the database can tell, so that no more are held
 * against the rules. A change that only adds (a new room, more hours) reaches none.
 *
 * @param conditions in SQL on {@code taken_time}, each with the one parameter that it names
 */
record Reach(Map<String, Parameter> conditions) {

    record Parameter(String name, Object value) {}

    /** Every booking. */
    static final Reach ALL = new Reach(Map.of());

    /**
     * Empty if the change can put no booking in question.
     *
     * @param before null if it is new
     */
    static Optional<Reach> of(CatalogEntry before, CatalogEntry after) {
        return switch (after.kind()) {
            // Nothing names what is new.
            case LOCATION -> known(before).map(known -> ALL.location(known.id()));
            case PRACTITIONER -> known(before).map(known -> ALL.practitioner(known.id()));
            case VISIT_TYPE ->
                known(before).map(known -> ALL.with("visit_type_id = :visitType", "visitType", id(known)));
            case ROOM ->
                known(before).map(known -> ALL.location(known.room().locationId())
                        .with("room_id = :room", "room", id(known)));
            case EQUIPMENT ->
                known(before).map(known -> ALL.location(known.equipment().locationId())
                        .with(":device = any(equipment_ids)", "device", id(known)));
            // More hours hurt nobody; those that were there are missed.
            case SCHEDULE ->
                known(before).map(known -> ALL.practitioner(known.schedule().practitionerId())
                        .location(known.schedule().locationId()));
            case OVERRIDE -> Optional.of(override(before, after));
            case TIME_OFF -> after.deleted() ? Optional.empty() : Optional.of(timeOff(after));
            case HOLIDAY -> after.deleted() ? Optional.empty() : Optional.of(holiday(after));
        };
    }

    private static Optional<CatalogEntry> known(CatalogEntry before) {
        return Optional.ofNullable(before);
    }

    /** An override takes the weekly hours of its date, and gives others: both its coming and its going may hurt. */
    private static Reach override(CatalogEntry before, CatalogEntry after) {
        List<OverrideEntry> both = Stream.of(before, after)
                .filter(entry -> entry != null && !entry.deleted())
                .map(CatalogEntry::override)
                .toList();
        List<LocalDate> dates = both.stream().map(OverrideEntry::date).sorted().toList();
        return ALL.with(
                        "practitioner_id in (:practitioners)",
                        "practitioners",
                        both.stream()
                                .map(each -> UUID.fromString(each.practitionerId()))
                                .distinct()
                                .toList())
                // Hours that start on the date may run through the next one.
                .dates(dates.getFirst(), dates.getLast().plusDays(1));
    }

    private static Reach timeOff(CatalogEntry after) {
        return ALL.practitioner(after.timeOff().practitionerId())
                .during(after.timeOff().start(), after.timeOff().end());
    }

    private static Reach holiday(CatalogEntry after) {
        List<UUID> locations =
                after.holiday().locationIds().stream().map(UUID::fromString).toList();
        Reach everywhere = locations.isEmpty() ? ALL : ALL.with("location_id in (:locations)", "locations", locations);
        return everywhere.dates(after.holiday().firstDate(), after.holiday().lastDate());
    }

    Reach practitioner(String id) {
        return with("practitioner_id = :practitioner", "practitioner", UUID.fromString(id));
    }

    Reach location(String id) {
        return with("location_id = :location", "location", UUID.fromString(id));
    }

    /** Whole dates, wherever on earth they are. */
    private Reach dates(LocalDate first, LocalDate last) {
        return during(
                first.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                last.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private Reach during(Instant from, Instant to) {
        return with("end_at > :from", "from", from).with("start_at < :to", "to", to);
    }

    private Reach with(String condition, String name, Object value) {
        Map<String, Parameter> more = new LinkedHashMap<>(conditions);
        more.put(condition, new Parameter(name, value));
        return new Reach(more);
    }

    private static UUID id(CatalogEntry entry) {
        return UUID.fromString(entry.id());
    }
}
