package org.visita.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One generated case: a clinic, what is taken, and a query. */
record World(List<CatalogPart> parts, VisitType type, Taken taken, SlotQuery query) {

    ClinicCatalog catalog() {
        List<CatalogPart> all = new ArrayList<>(parts);
        all.add(type);
        return ClinicCatalog.of(all);
    }

    <T extends CatalogPart> List<T> all(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Location location(String id) {
        return all(Location.class).stream()
                .filter(location -> location.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    World with(VisitType other) {
        return new World(parts, other, taken, query);
    }

    World with(CatalogPart part) {
        List<CatalogPart> more = new ArrayList<>(parts);
        more.add(part);
        return new World(List.copyOf(more), type, taken, query);
    }

    World with(Taken other) {
        return new World(parts, type, other, query);
    }

    List<Slot> slots() {
        return slots(query);
    }

    List<Slot> slots(SlotQuery asked) {
        return Availability.slots(catalog(), taken.times(), asked);
    }

    SlotQuery between(Instant from, Instant to) {
        return query(from, to, SlotQuery.MAX_LIMIT);
    }

    SlotQuery limited(int limit) {
        return query(query.from(), query.to(), limit);
    }

    Decision decide(VisitRequest request) {
        return Availability.decide(catalog(), taken.times(), request);
    }

    /** Asks for one visit as the query does; null leaves practitioner or location open. */
    VisitRequest request(Instant start, String practitionerId, String locationId) {
        return request(start, practitionerId, locationId, Scene.PATIENT);
    }

    VisitRequest request(Instant start, String practitionerId, String locationId, String patientId) {
        return new VisitRequest(
                query.visitTypeId(),
                start,
                practitionerId,
                locationId,
                query.modality(),
                query.patient(),
                patientId,
                query.now());
    }

    private SlotQuery query(Instant from, Instant to, int limit) {
        return new SlotQuery(
                query.visitTypeId(), from, to, query.filter(), query.modality(), query.patient(), query.now(), limit);
    }

    /** Whether somebody has opened the group's session already. */
    boolean hasBegun(Slot slot) {
        return slot.remaining() != null && slot.remaining() < type().seats();
    }
}
