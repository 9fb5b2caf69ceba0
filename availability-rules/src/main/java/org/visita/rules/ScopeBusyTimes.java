package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what an answer depends on. */
final class ScopeBusyTimes {

    private ScopeBusyTimes() {}

    static BusyScope of(ClinicCatalog catalog, SlotQuery query) {
        if (Availability.objection(catalog, query).isPresent()) {
            return nothing(query.from());
        }
        VisitType type = catalog.visitType(query.visitTypeId()).orElseThrow();
        StartRange range = StartRange.bookable(type, query.now()).within(query.from(), query.to());
        List<Offer> offers = Offer.of(catalog, type, query.filter(), query.modality());
        if (range.isEmpty() || offers.isEmpty()) {
            return nothing(query.from());
        }
        boolean counts = !type.limits().isNone();
        return scope(
                type,
                query.patient(),
                offers,
                resources(type, offers),
                range.firstSecond(),
                range.lastSecond(),
                counts);
    }

    static BusyScope of(ClinicCatalog catalog, VisitRequest request) {
        if (Offer.objection(catalog, request.visitTypeId(), request.filter(), request.modality(), request.patient())
                .isPresent()) {
            return nothing(request.start());
        }
        VisitType type = catalog.visitType(request.visitTypeId()).orElseThrow();
        if (!StartRange.bookable(type, request.now()).contains(request.start())) {
            return nothing(request.start());
        }
        List<Offer> offers = Offer.of(catalog, type, request.filter(), request.modality());
        Set<String> resources = resources(type, offers);
        resources.add(request.patientId());
        long start = request.start().getEpochSecond();
        boolean counts = !type.limits().isNone() || offers.size() > 1;
        BusyScope scope = scope(type, request.patient(), offers, resources, start, start, counts);
        return type.isGroup() ? withTheLongestSession(scope, request.start()) : scope;
    }

    /** Who joins a session is there as long as it lasts, which may be longer than his own visit would be. */
    private static BusyScope withTheLongestSession(BusyScope scope, Instant start) {
        Instant end = start.plus(VisitTiming.MAX_DURATION);
        return new BusyScope(
                scope.resourceIds(),
                scope.from(),
                end.isAfter(scope.to()) ? end : scope.to(),
                scope.sessionsOf(),
                scope.counts());
    }

    private static BusyScope scope(
            VisitType type,
            PatientStatus patient,
            List<Offer> offers,
            Set<String> resources,
            long first,
            long last,
            boolean counts) {
        VisitTiming timing = type.timingFor(patient);
        return new BusyScope(
                resources,
                Instant.ofEpochSecond(timing.takenFrom(first)),
                Instant.ofEpochSecond(timing.takenTo(last)),
                type.isGroup() ? Optional.of(type.id()) : Optional.empty(),
                counts ? Optional.of(counts(offers, first, last)) : Optional.empty());
    }

    private static CountScope counts(List<Offer> offers, long first, long last) {
        int firstDate = Integer.MAX_VALUE;
        int lastDate = Integer.MIN_VALUE;
        for (Offer offer : offers) {
            firstDate = Math.min(firstDate, offer.rota().days().dateOf(first));
            lastDate = Math.max(lastDate, offer.rota().days().dateOf(last));
        }
        return new CountScope(
                offers.stream().map(offer -> offer.rota().practitionerId()).collect(Collectors.toSet()),
                Weeks.mondayOf(LocalDate.ofEpochDay(firstDate)),
                Weeks.sundayOf(LocalDate.ofEpochDay(lastDate)));
    }

    private static Set<String> resources(VisitType type, List<Offer> offers) {
        Set<String> resources = new HashSet<>();
        for (Offer offer : offers) {
            Rota rota = offer.rota();
            resources.add(rota.practitionerId());
            if (offer.modality() == Modality.IN_PERSON) {
                if (type.requiresRoom()) {
                    rota.rooms().forEach(room -> resources.add(room.id()));
                }
                for (String kind : type.equipmentTypes()) {
                    rota.equipment().getOrDefault(kind, List.of()).forEach(device -> resources.add(device.id()));
                }
            }
        }
        return resources;
    }

    private static BusyScope nothing(Instant at) {
        return new BusyScope(Set.of(), at, at, Optional.empty(), Optional.empty());
    }
}
