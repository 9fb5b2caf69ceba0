package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.eclipse.microprofile.health.Readiness;
import org.visita.contracts.Coding;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.ehrsync.Identifiers;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;
import org.visita.ehrsync.delivery.Ehr;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.patient.PatientLinks;

/** An EHR that speaks FHIR R4. */
@ApplicationScoped
class FhirEhr implements Ehr {

    private final FindParticipants findParticipants;
    private final HoldAppointment holdAppointment;
    private final FindReference findReference;
    private final PatientLinks links;
    private final CatalogOfBooking catalog;
    private final ValidateAppointment validate;
    private final ValidatorWarmUp warmUp;
    private final String system;

    @Inject
    FhirEhr(
            FindParticipants findParticipants,
            HoldAppointment holdAppointment,
            FindReference findReference,
            PatientLinks links,
            CatalogOfBooking catalog,
            ValidateAppointment validate,
            @Readiness ValidatorWarmUp warmUp,
            Identifiers identifiers) {
        this.findParticipants = findParticipants;
        this.holdAppointment = holdAppointment;
        this.findReference = findReference;
        this.links = links;
        this.catalog = catalog;
        this.validate = validate;
        this.warmUp = warmUp;
        this.system = identifiers.bookings();
    }

    @Override
    public boolean isReady() {
        return warmUp.isWarm();
    }

    @Override
    public Uni<Written> hold(ClaimedDelivery delivery) {
        return appointment(delivery, findParticipants::of)
                .chain(holdAppointment::hold)
                .onFailure(FhirEhr::missesSomething)
                .call(() -> forgetWhatIsThere(delivery));
    }

    /** What the EHR should hold; fails if the booking cannot be a valid Appointment there. */
    Uni<AppointmentToHold> appointment(
            ClaimedDelivery delivery, Function<ClaimedDelivery, Uni<Participants>> participants) {
        return Uni.createFrom()
                // The words first: without them, no patient needs to be created.
                .item(() -> wording(delivery))
                .chain(wording -> participants.apply(delivery).map(who -> map(delivery, who, wording)))
                .call(wanted -> validate.check(wanted.appointment()));
    }

    private Wording wording(ClaimedDelivery delivery) {
        EhrTarget target = delivery.target();
        try {
            return Wording.of(delivery.booking(), target.fields(), target.codes(), () -> catalogued(delivery));
        } catch (Wording.MissingException missing) {
            throw EhrFailures.refusedFor(
                    missing.what(),
                    "mapping-missing",
                    "Neither the connection's map nor the clinic's catalog has a code for this visit type.");
        }
    }

    private Coding catalogued(ClaimedDelivery delivery) {
        return catalog.entry(
                        delivery, CatalogKind.VISIT_TYPE, delivery.booking().visitTypeId())
                .map(entry -> entry.visitType().serviceType())
                .orElse(null);
    }

    private AppointmentToHold map(ClaimedDelivery delivery, Participants who, Wording wording) {
        try {
            return new AppointmentToHold(
                    delivery, BookingToFhir.appointment(delivery.booking(), system, who, wording), system);
        } catch (IllegalArgumentException impossible) {
            throw EhrFailures.refused("not-mappable", null, "The booking cannot be an Appointment as it is.");
        }
    }

    private static boolean missesSomething(Throwable failure) {
        return failure instanceof DeliveryFailedException failed
                && failed.outcome() instanceof DeliveryOutcome.Retry retry
                && retry.slow();
    }

    /** What we believe the EHR to have, it does not: the next try finds out anew. */
    private Uni<Void> forgetWhatIsThere(ClaimedDelivery delivery) {
        findReference.forget(delivery.target());
        return links.forget(delivery).onFailure().recoverWithNull();
    }
}
