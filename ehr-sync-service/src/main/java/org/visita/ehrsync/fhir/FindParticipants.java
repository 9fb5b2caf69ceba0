package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Reference;
import org.visita.contracts.Identifier;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.Identifiers;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.destination.FlowField;

/** Finds patient, practitioner and location of a booking in the EHR. */
@ApplicationScoped
class FindParticipants {

    private final MatchPatient matchPatient;
    private final FindReference findReference;
    private final CatalogOfBooking catalog;
    private final Identifiers systems;

    /** For each of the three when somebody looks: together less than they wait, so that the rest has its time too. */
    private final Duration patience;

    @Inject
    FindParticipants(
            MatchPatient matchPatient,
            FindReference findReference,
            CatalogOfBooking catalog,
            Identifiers systems,
            EhrSyncConfig config) {
        this.matchPatient = matchPatient;
        this.findReference = findReference;
        this.catalog = catalog;
        this.systems = systems;
        this.patience = config.deadLetters().look().dividedBy(4);
    }

    /** The patient first: without them there is no Appointment. */
    Uni<Participants> of(ClaimedDelivery delivery) {
        return patient(delivery).chain(patient -> practitioner(delivery).chain(practitioner -> location(delivery)
                .map(location -> new Participants(patient, practitioner, location))));
    }

    /** As far as the EHR knows them; nobody is created. Where it does not answer, or not soon, by our identifiers. */
    Uni<Participants> known(ClaimedDelivery delivery) {
        BookingSnapshot booking = delivery.booking();
        Identifier patient = new Identifier(systems.patients(), booking.patientId());
        Identifier practitioner = new Identifier(systems.practitioners(), booking.practitionerId());
        Identifier location = new Identifier(systems.locations(), booking.locationId());
        return orAlone(
                        "Patient",
                        patient,
                        matchPatient.knownId(delivery).map(id -> FindReference.reference("Patient", id, patient)))
                .chain(who -> orAlone("Practitioner", practitioner, practitioner(delivery))
                        .chain(whom -> orAlone("Location", location, location(delivery))
                                .map(where -> new Participants(who, whom, where))));
    }

    private Uni<Reference> orAlone(String type, Identifier identifier, Uni<Reference> found) {
        Supplier<Reference> alone = () -> FindReference.reference(type, Optional.empty(), identifier);
        return found.onFailure(FindParticipants::saysNothingOfTheBooking)
                .recoverWithItem(alone)
                .ifNoItem()
                .after(patience)
                .recoverWithItem(alone);
    }

    private static boolean saysNothingOfTheBooking(Throwable failure) {
        return failure instanceof DeliveryFailedException failed
                && !(failed.outcome() instanceof DeliveryOutcome.Refused);
    }

    private Uni<Reference> patient(ClaimedDelivery delivery) {
        Identifier ours = new Identifier(systems.patients(), delivery.booking().patientId());
        return matchPatient.idOf(delivery).map(id -> FindReference.reference("Patient", Optional.of(id), ours));
    }

    private Uni<Reference> practitioner(ClaimedDelivery delivery) {
        BookingSnapshot booking = delivery.booking();
        Identifier ours = new Identifier(systems.practitioners(), booking.practitionerId());
        return delivery.target().sends(FlowField.PRACTITIONER)
                ? find(delivery.target(), "Practitioner", CodeMaps.PRACTITIONER, ours, () -> catalog.entry(
                                delivery, CatalogKind.PRACTITIONER, booking.practitionerId())
                        .map(entry -> entry.practitioner().identifiers())
                        .orElse(List.of()))
                : Uni.createFrom().nullItem();
    }

    private Uni<Reference> location(ClaimedDelivery delivery) {
        BookingSnapshot booking = delivery.booking();
        Identifier ours = new Identifier(systems.locations(), booking.locationId());
        return delivery.target().sends(FlowField.LOCATION)
                ? find(delivery.target(), "Location", CodeMaps.LOCATION, ours, () -> catalog.entry(
                                delivery, CatalogKind.LOCATION, booking.locationId())
                        .map(entry -> entry.location().identifiers())
                        .orElse(List.of()))
                : Uni.createFrom().nullItem();
    }

    /** As the connection's map says, which knows better than the catalog what this EHR has. */
    private Uni<Reference> find(
            EhrTarget target, String type, String kind, Identifier ours, Supplier<List<Identifier>> catalogued) {
        CodeMaps.Entry mapped = target.codes().find(kind, ours.value()).orElse(null);
        if (mapped == null) {
            return findReference.to(target, type, catalogued.get(), ours);
        }
        return mapped.system().isEmpty()
                ? Uni.createFrom().item(FindReference.reference(type, Optional.of(mapped.code()), ours))
                : findReference.to(target, type, List.of(new Identifier(mapped.system(), mapped.code())), ours);
    }
}
