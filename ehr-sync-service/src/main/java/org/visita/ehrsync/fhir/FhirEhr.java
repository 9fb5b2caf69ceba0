package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.contracts.Coding;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.ehrsync.Identifiers;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;
import org.visita.ehrsync.delivery.Ehr;
import org.visita.ehrsync.patient.PatientLinks;
import org.visita.kit.catalog.CatalogCopy;

/** An EHR that speaks FHIR R4. */
@ApplicationScoped
class FhirEhr implements Ehr {

    private final FindParticipants findParticipants;
    private final HoldAppointment holdAppointment;
    private final FindReference findReference;
    private final PatientLinks links;
    private final CatalogCopy catalog;
    private final String system;

    @Inject
    FhirEhr(
            FindParticipants findParticipants,
            HoldAppointment holdAppointment,
            FindReference findReference,
            PatientLinks links,
            CatalogCopy catalog,
            Identifiers identifiers) {
        this.findParticipants = findParticipants;
        this.holdAppointment = holdAppointment;
        this.findReference = findReference;
        this.links = links;
        this.catalog = catalog;
        this.system = identifiers.bookings();
    }

    @Override
    public Uni<Written> hold(ClaimedDelivery delivery) {
        return findParticipants
                .of(delivery)
                .map(who -> map(delivery, who))
                .chain(holdAppointment::hold)
                .onFailure(FhirEhr::missesSomething)
                .call(() -> forgetWhatIsThere(delivery));
    }

    private AppointmentToHold map(ClaimedDelivery delivery, Participants who) {
        try {
            return new AppointmentToHold(
                    delivery,
                    BookingToFhir.appointment(delivery.booking(), system, who, serviceType(delivery)),
                    system);
        } catch (IllegalArgumentException impossible) {
            throw EhrFailures.refused("not-mappable", null, "The booking cannot be an Appointment as it is.");
        }
    }

    private Coding serviceType(ClaimedDelivery delivery) {
        return catalog.find(
                        delivery.booking().clinic(),
                        CatalogKind.VISIT_TYPE,
                        delivery.booking().visitTypeId())
                .map(entry -> entry.visitType().serviceType())
                .orElse(null);
    }

    private static boolean missesSomething(Throwable failure) {
        return failure instanceof DeliveryFailedException failed
                && failed.outcome() instanceof DeliveryOutcome.Retry retry
                && retry.slow();
    }

    /** What we believe the EHR to have, it does not: the next try finds out anew. */
    private Uni<Void> forgetWhatIsThere(ClaimedDelivery delivery) {
        findReference.forget(delivery.baseUrl());
        return links.forget(delivery).onFailure().recoverWithNull();
    }
}
