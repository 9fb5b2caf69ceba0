package org.visita.rules;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says which busy times an answer depends on. */
final class ScopeBusyTimes {

    private ScopeBusyTimes() {}

    static BusyScope of(ClinicCatalog catalog, SlotQuery query) {
        Optional<VisitType> type = catalog.visitType(query.visitTypeId());
        if (type.isEmpty()) {
            return nothing(query.from());
        }
        StartRange range = StartRange.bookable(type.get(), query.now()).within(query.from(), query.to());
        List<Rota> rotas = catalog.rotasFor(type.get(), query.practitionerIds(), query.locationIds());
        if (range.isEmpty() || rotas.isEmpty()) {
            return nothing(query.from());
        }
        return new BusyScope(
                resources(type.get(), rotas),
                Instant.ofEpochSecond(type.get().takenFrom(range.firstSecond())),
                Instant.ofEpochSecond(type.get().takenTo(range.lastSecond())));
    }

    static BusyScope of(ClinicCatalog catalog, VisitRequest request) {
        Optional<VisitType> type = catalog.visitType(request.visitTypeId());
        if (type.isEmpty()) {
            return nothing(request.start());
        }
        List<Rota> rotas = catalog.rotasFor(type.get(), request.practitionerIds(), request.locationIds());
        if (rotas.isEmpty() || !StartRange.bookable(type.get(), request.now()).contains(request.start())) {
            return nothing(request.start());
        }
        long start = request.start().getEpochSecond();
        Set<String> resources = resources(type.get(), rotas);
        resources.add(request.patientId());
        long from = type.get().takenFrom(start);
        long to = type.get().takenTo(start);
        // The whole day counts where the least busy practitioner is chosen.
        for (Rota rota : rotas) {
            LocalDay day = LocalDay.of(start, rota.location().zone());
            from = Math.min(from, day.from());
            to = Math.max(to, day.to());
        }
        return new BusyScope(resources, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
    }

    private static Set<String> resources(VisitType type, List<Rota> rotas) {
        Set<String> resources = new HashSet<>();
        for (Rota rota : rotas) {
            resources.add(rota.practitionerId());
            if (type.requiresRoom()) {
                rota.rooms().forEach(room -> resources.add(room.id()));
            }
        }
        return resources;
    }

    private static BusyScope nothing(Instant at) {
        return new BusyScope(Set.of(), at, at);
    }
}
