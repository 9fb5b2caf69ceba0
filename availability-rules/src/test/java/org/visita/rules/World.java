package org.visita.rules;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One generated case: a clinic, what is taken, and a query. */
record World(
        List<Location> locations,
        List<Room> rooms,
        List<Practitioner> practitioners,
        VisitType type,
        List<Schedule> schedules,
        List<Busy> busy,
        SlotQuery query) {

    ClinicCatalog catalog() {
        return new ClinicCatalog(locations, rooms, practitioners, List.of(type), schedules);
    }

    BusyTimes busyTimes() {
        return BusyTimes.of(busy);
    }

    BusyTimes busyTimes(BusyScope scope) {
        return BusyTimes.of(busy.stream()
                .filter(taken -> scope.resourceIds().contains(taken.resourceId()))
                .filter(taken ->
                        taken.start().isBefore(scope.to()) && taken.end().isAfter(scope.from()))
                .toList());
    }

    List<Slot> slots(SlotQuery asked) {
        return Availability.slots(catalog(), busyTimes(), asked);
    }

    List<Slot> slots() {
        return slots(query);
    }

    SlotQuery query(Instant from, Instant to) {
        return new SlotQuery(
                query.visitTypeId(),
                from,
                to,
                query.practitionerIds(),
                query.locationIds(),
                query.now(),
                SlotQuery.MAX_LIMIT);
    }

    SlotQuery limited(int limit) {
        return new SlotQuery(
                query.visitTypeId(),
                query.from(),
                query.to(),
                query.practitionerIds(),
                query.locationIds(),
                query.now(),
                limit);
    }

    boolean asksFor(String practitionerId, String locationId) {
        return matches(query.practitionerIds(), practitionerId) && matches(query.locationIds(), locationId);
    }

    static boolean matches(Set<String> asked, String id) {
        return asked.isEmpty() || asked.contains(id);
    }
}
