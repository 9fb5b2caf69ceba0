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
        return links.find(delivery)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known.get())
                        : links.reserve(delivery).chain(mine -> mine ? look(delivery) : waitForTheOther()));
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
        String base = delivery.baseUrl();
        Identifier ours = new Identifier(system, delivery.booking().patientId());
        return ehr.search(base, "Patient", List.of(ours))
                .map(MatchPatient::onlyOne)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found.get())
                        : patients.find(delivery.connection().clinic(), ours.value())
                                .chain(person -> matchOrCreate(base, person)));
    }

    private Uni<String> matchOrCreate(String base, Demographics person) {
        Uni<Optional<String>> known = person.identifiers().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : ehr.searchDiscreetly(base, "Patient", person.identifiers()).map(MatchPatient::onlyOne);
        return known.chain(found -> found.isPresent() ? Uni.createFrom().item(found.get()) : create(base, person));
    }

    private Uni<String> create(String base, Demographics person) {
        return ehr.createIfNone(base, PatientToFhir.patient(person, system), system, person.id())
                .map(answer -> switch (answer.status()) {
                    case 200, 201 -> idOf(answer);
                    case 412 -> throw ambiguous("several");
                    default -> throw EhrFailures.of(answer);
                });
    }

    private String idOf(HttpAnswer answer) {
        return json.read(answer.body(), Patient.class)
                .map(patient -> patient.getIdElement().getIdPart())
                .or(() -> LocationHeader.idIn(answer.location(), "Patient"))
                .orElseThrow(() -> EhrFailures.unreadable(answer));
    }

    private static Optional<String> onlyOne(List<String> ids) {
        if (ids.size() > 1) {
            throw ambiguous(ids.toString());
        }
        return ids.stream().findFirst();
    }

    private static DeliveryFailedException ambiguous(String which) {
        return EhrFailures.refused(
                "patient-ambiguous", null, "The EHR has several Patients that may be this one: " + which);
    }
}
