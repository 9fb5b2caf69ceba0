package org.visita.rules;

import static org.visita.rules.RefusalReason.NOT_FOR_PATIENT;
import static org.visita.rules.RefusalReason.NOT_OFFERED;
import static org.visita.rules.RefusalReason.UNKNOWN_LOCATION;
import static org.visita.rules.RefusalReason.UNKNOWN_PRACTITIONER;
import static org.visita.rules.RefusalReason.UNKNOWN_VISIT_TYPE;

import java.util.List;
import java.util.Optional;

/** Somebody who gives a visit somewhere, and how. */
record Offer(Rota rota, Modality modality) {

    /** All offers of the type, in {@link Rota#ORDER} and then by modality; null leaves the modality open. */
    static List<Offer> of(ClinicCatalog catalog, VisitType type, SlotFilter filter, Modality modality) {
        List<Modality> modalities = type.modalities().stream()
                .filter(each -> modality == null || each == modality)
                .sorted()
                .toList();
        return catalog.rotas().stream()
                .filter(rota -> filter.takes(rota.practitioner(), rota.location()))
                .filter(rota -> type.offeredBy(rota.practitionerId(), rota.locationId()))
                .flatMap(rota -> modalities.stream()
                        .filter(each -> rota.hasResourcesFor(type, each))
                        .map(each -> new Offer(rota, each)))
                .toList();
    }

    /** What speaks against such a visit whatever the time; specialty and language only narrow. */
    static Optional<RefusalReason> objection(
            ClinicCatalog catalog, String typeId, SlotFilter filter, Modality modality, PatientStatus patient) {
        Optional<RefusalReason> unknown = unknown(catalog, typeId, filter);
        if (unknown.isPresent()) {
            return unknown;
        }
        VisitType type = catalog.visitType(typeId).orElseThrow();
        SlotFilter wide = new SlotFilter(filter.practitionerIds(), filter.locationIds(), null, null);
        if (of(catalog, type, wide, modality).isEmpty()) {
            return Optional.of(NOT_OFFERED);
        }
        return type.isFor(patient) ? Optional.empty() : Optional.of(NOT_FOR_PATIENT);
    }

    /** The first of the ids asked for that the catalog does not have. */
    static Optional<RefusalReason> unknown(ClinicCatalog catalog, String typeId, SlotFilter filter) {
        if (catalog.visitType(typeId).isEmpty()) {
            return Optional.of(UNKNOWN_VISIT_TYPE);
        }
        if (filter.practitionerIds().stream()
                .anyMatch(id -> catalog.practitioner(id).isEmpty())) {
            return Optional.of(UNKNOWN_PRACTITIONER);
        }
        if (filter.locationIds().stream().anyMatch(id -> catalog.location(id).isEmpty())) {
            return Optional.of(UNKNOWN_LOCATION);
        }
        return Optional.empty();
    }
}
