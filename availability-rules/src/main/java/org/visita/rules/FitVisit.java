package org.visita.rules;

import java.util.List;
import java.util.Optional;

/** Holds a visit that stands against the catalog, whatever else is taken. */
final class FitVisit {

    private FitVisit() {}

    static boolean fits(ClinicCatalog catalog, BookedVisit visit) {
        Optional<VisitType> type = catalog.visitType(visit.visitTypeId());
        Optional<Rota> rota = catalog.rota(visit.practitionerId(), visit.locationId());
        return type.isPresent()
                && rota.isPresent()
                && type.get().offeredBy(visit.practitionerId(), visit.locationId())
                && hasResources(catalog, type.get(), visit)
                && isWorking(type.get(), rota.get(), visit);
    }

    /** What it has is there, and is what the type asks for. */
    private static boolean hasResources(ClinicCatalog catalog, VisitType type, BookedVisit visit) {
        List<Equipment> devices = visit.equipmentIds().stream()
                .flatMap(id -> catalog.equipment(id).stream())
                .filter(device -> device.locationId().equals(visit.locationId()))
                .toList();
        boolean needsNothing = visit.modality() == Modality.TELEHEALTH;
        return hasRoom(catalog, visit, !needsNothing && type.requiresRoom())
                && devices.size() == visit.equipmentIds().size()
                && (needsNothing
                        || devices.stream().map(Equipment::type).toList().containsAll(type.equipmentTypes()));
    }

    private static boolean hasRoom(ClinicCatalog catalog, BookedVisit visit, boolean needed) {
        return visit.roomId() == null
                ? !needed
                : catalog.room(visit.roomId())
                        .filter(room -> room.locationId().equals(visit.locationId()))
                        .isPresent();
    }

    private static boolean isWorking(VisitType type, Rota rota, BookedVisit visit) {
        long from = visit.occupiedFrom().getEpochSecond();
        long to = Timeline.ceilSecond(visit.occupiedTo());
        return !rota.closed().overlaps(from, to)
                && modalities(type, visit).stream()
                        .anyMatch(modality -> WorkingTime.of(rota, modality, from, to).stream()
                                .anyMatch(stretch -> stretch.from() <= from && to <= stretch.workTo()));
    }

    private static List<Modality> modalities(VisitType type, BookedVisit visit) {
        return type.modalities().stream()
                .filter(each -> visit.modality() == null || each == visit.modality())
                .toList();
    }
}
