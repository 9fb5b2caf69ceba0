package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.visita.contracts.Identifier;
import org.visita.ehrsync.Identifiers;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.Failure;
import org.visita.ehrsync.destination.CreatesBy;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.destination.FlowField;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.patient.Demographics;
import org.visita.ehrsync.patient.PatientClient;
import org.visita.ehrsync.patient.PatientLinks;

/** Finds the patient of a booking in the EHR, or creates them there. Never two: one delivery at a time looks. */
@ApplicationScoped
class MatchPatient {

    private static final Duration UNTIL_ANOTHER_HAS_FOUND_IT = Duration.ofMillis(150);

    private final PatientLinks links;
    private final PatientClient patients;
    private final EhrApi ehr;
    private final FhirJson json;
    private final String system;

    @Inject
    MatchPatient(PatientLinks links, PatientClient patients, EhrApi ehr, FhirJson json, Identifiers identifiers) {
        this.links = links;
        this.patients = patients;
        this.ehr = ehr;
        this.json = json;
        this.system = identifiers.patients();
    }

    /** Id of the Patient in the EHR. */
    Uni<String> idOf(ClaimedDelivery delivery) {
        return delivery.patientExternalId() != null
                ? Uni.createFrom().item(delivery.patientExternalId())
                : links.reserve(delivery).chain(mine -> mine ? look(delivery) : askTheOther(delivery));
    }

    /** Somebody else is at it, or has found them since this delivery was claimed. */
    private Uni<String> askTheOther(ClaimedDelivery delivery) {
        return links.find(delivery)
                .chain(known -> known.isPresent() ? Uni.createFrom().item(known.get()) : waitForTheOther());
    }

    /** The same without creating or keeping anything; empty if the EHR has none, or several. */
    Uni<Optional<String>> knownId(ClaimedDelivery delivery) {
        return links.find(delivery)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known)
                        : ehr.search(
                                        delivery.target(),
                                        "Patient",
                                        List.of(new Identifier(
                                                system, delivery.booking().patientId())))
                                .map(ids -> ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.<String>empty()));
    }

    private static Uni<String> waitForTheOther() {
        return Uni.createFrom()
                .failure(new DeliveryFailedException(new DeliveryOutcome.NotYet(
                        new Failure("patient-in-progress", null, "Another delivery is matching the same patient."),
                        UNTIL_ANOTHER_HAS_FOUND_IT)));
    }

    private Uni<String> look(ClaimedDelivery delivery) {
        return matchOrCreate(delivery)
                .call(id -> links.keep(delivery, id))
                .onFailure()
                .call(() -> links.giveBack(delivery).onFailure().recoverWithNull());
    }

    private Uni<String> matchOrCreate(ClaimedDelivery delivery) {
        EhrTarget target = delivery.target();
        Identifier ours = new Identifier(system, delivery.booking().patientId());
        return ehr.search(target, "Patient", List.of(ours))
                .map(MatchPatient::onlyOne)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found.get())
                        : patients.find(delivery.connection().clinic(), ours.value())
                                .chain(person -> matchOrCreate(target, person)));
    }

    private Uni<String> matchOrCreate(EhrTarget target, Demographics person) {
        Uni<Optional<String>> known = person.identifiers().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : ehr.searchDiscreetly(target, "Patient", person.identifiers()).map(MatchPatient::onlyOne);
        return known.chain(found -> found.isPresent() ? Uni.createFrom().item(found.get()) : create(target, person));
    }

    private Uni<String> create(EhrTarget target, Demographics person) {
        Patient patient = PatientToFhir.patient(person, system, target.sends(FlowField.PATIENT_CONTACTS));
        return target.createsBy() == CreatesBy.CLIENT_ID
                ? createUnderOurId(target, patient, person.id())
                : createIfNone(target, patient, person);
    }

    /** A search may not know yet what a try before this one created; the id does. */
    private Uni<String> createUnderOurId(EhrTarget target, Patient patient, String id) {
        patient.setId(id);
        return ehr.read(target, "Patient", id).chain(answer -> switch (answer.status()) {
            case 200 -> Uni.createFrom().item(ours(answer, id));
            case 404, 410 ->
                ehr.createAt(target, patient).map(created -> switch (created.status()) {
                    case 200, 201 -> id;
                    default -> throw EhrFailures.of(created);
                });
            default -> throw EhrFailures.of(answer);
        });
    }

    /** An id may belong to somebody else, as where two systems share an EHR. Never take one person for another. */
    private String ours(HttpAnswer answer, String id) {
        Patient held = json.read(answer.body(), Patient.class).orElseThrow(() -> EhrFailures.unreadable(answer));
        if (held.getIdentifier().stream()
                .noneMatch(each -> system.equals(each.getSystem()) && id.equals(each.getValue()))) {
            throw EhrFailures.ambiguous(
                    "patient-ambiguous",
                    "Under our id the EHR has a Patient that may be another: ",
                    "Patient",
                    List.of(id));
        }
        return id;
    }

    private Uni<String> createIfNone(EhrTarget target, Patient patient, Demographics person) {
        return ehr.createIfNone(target, patient, system, person.id()).chain(answer -> switch (answer.status()) {
            case 200, 201 -> Uni.createFrom().item(idOf(answer));
            case 412 -> several(target, person.id(), answer);
            default -> throw EhrFailures.of(answer);
        });
    }

    /** The EHR says that several match, and not which. */
    private Uni<String> several(EhrTarget target, String patient, HttpAnswer answer) {
        return ehr.search(target, "Patient", List.of(new Identifier(system, patient)))
                .map(MatchPatient::onlyOne)
                .map(found -> found.orElseThrow(() -> EhrFailures.of(answer)));
    }

    private String idOf(HttpAnswer answer) {
        return json.read(answer.body(), Patient.class)
                .map(patient -> patient.getIdElement().getIdPart())
                .or(() -> LocationHeader.idIn(answer.location(), "Patient"))
                .orElseThrow(() -> EhrFailures.unreadable(answer));
    }

    private static Optional<String> onlyOne(List<String> ids) {
        if (ids.size() > 1) {
            throw EhrFailures.ambiguous(
                    "patient-ambiguous", "The EHR has several Patients that may be this one: ", "Patient", ids);
        }
        return ids.stream().findFirst();
    }
}
