package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.visita.contracts.Identifier;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.ehrsync.Identifiers;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.Failure;
import org.visita.kit.catalog.CatalogCopy;

/** Finds patient, practitioner and location of a booking in the EHR. */
@ApplicationScoped
class FindParticipants {

    private static final Duration UNTIL_THE_CATALOG_CAME = Duration.ofMillis(300);

    private final MatchPatient matchPatient;
    private final FindReference findReference;
    private final CatalogCopy catalog;
    private final Identifiers systems;

    @Inject
    FindParticipants(MatchPatient matchPatient, FindReference findReference, CatalogCopy catalog, Identifiers systems) {
        this.matchPatient = matchPatient;
        this.findReference = findReference;
        this.catalog = catalog;
        this.systems = systems;
    }

    /** The patient first: without them there is no Appointment. */
    Uni<Participants> of(ClaimedDelivery delivery) {
        return patient(delivery).chain(patient -> practitioner(delivery).chain(practitioner -> location(delivery)
                .map(location -> new Participants(patient, practitioner, location))));
    }

    private Uni<Reference> patient(ClaimedDelivery delivery) {
        Identifier ours = new Identifier(systems.patients(), delivery.booking().patientId());
        return matchPatient.idOf(delivery).map(id -> FindReference.reference("Patient", Optional.of(id), ours));
    }

    private Uni<Reference> practitioner(ClaimedDelivery delivery) {
        BookingSnapshot booking = delivery.booking();
        List<Identifier> identifiers = entry(delivery, CatalogKind.PRACTITIONER, booking.practitionerId())
                .map(entry -> entry.practitioner().identifiers())
                .orElse(List.of());
        return findReference.to(
                delivery.baseUrl(),
                "Practitioner",
                identifiers,
                new Identifier(systems.practitioners(), booking.practitionerId()));
    }

    private Uni<Reference> location(ClaimedDelivery delivery) {
        BookingSnapshot booking = delivery.booking();
        List<Identifier> identifiers = entry(delivery, CatalogKind.LOCATION, booking.locationId())
                .map(entry -> entry.location().identifiers())
                .orElse(List.of());
        return findReference.to(
                delivery.baseUrl(), "Location", identifiers, new Identifier(systems.locations(), booking.locationId()));
    }

    /** A booking may overtake the catalog by a moment: looks once more before it settles for less. */
    private Optional<CatalogEntry> entry(ClaimedDelivery delivery, CatalogKind kind, String id) {
        Optional<CatalogEntry> entry = catalog.find(delivery.booking().clinic(), kind, id);
        if (entry.isEmpty() && delivery.firstTry()) {
            throw new DeliveryFailedException(new DeliveryOutcome.NotYet(
                    new Failure("catalog-behind", null, "The catalog does not have it yet."), UNTIL_THE_CATALOG_CAME));
        }
        return entry;
    }
}
