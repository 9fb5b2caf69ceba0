package org.visita.availability.visittype;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Codes;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.Coding;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PatientStatus;
import org.visita.contracts.catalog.VisitTypeEntry;

/**
 * What can be booked. Durations are ISO 8601, whole minutes.
 *
 * @param duration 1 minute to 24 hours
 * @param slotInterval 1 minute to 24 hours; left out: the duration
 * @param bufferBefore 0 to 24 hours; left out: none
 * @param bufferAfter 0 to 24 hours; left out: none
 * @param notice how long ahead at least, elapsed time; left out: none
 * @param horizon how far ahead at most, elapsed time, not less than the notice; left out: 60 days
 * @param requiresRoom whether the visit takes a room; not at a distance
 * @param requiresConfirmation whether a booking is pending until the clinic confirms it; left out: it is not
 * @param practitionerIds who offers it; left out or empty: everybody
 * @param locationIds where it is offered; left out or empty: everywhere
 * @param serviceType code for EHRs; may be left out
 * @param codes further codes for other systems; may be left out
 * @param modality {@code in-person}, {@code telehealth} or {@code either}; left out: in person
 * @param seats patients in one visit, 1 to 1000; more than one make it a group visit; left out: 1
 * @param limits per practitioner; left out: none
 * @param equipmentTypes of each a device of the location is taken, not at a distance; at most 10; may be left out
 * @param patients whom it is for, {@code new}, {@code returning} or {@code any}; left out: any
 * @param variants another timing for new or for returning patients; may be left out
 * @param questions what the clinic wants to know before; at most 50; may be left out
 * @param instructions for the patient, up to 4000 characters; may be left out
 */
public record VisitTypeJson(
        String name,
        Duration duration,
        Duration slotInterval,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration notice,
        Duration horizon,
        boolean requiresRoom,
        boolean requiresConfirmation,
        List<String> practitionerIds,
        List<String> locationIds,
        Coding serviceType,
        List<Coding> codes,
        String modality,
        Integer seats,
        LimitsJson limits,
        List<String> equipmentTypes,
        String patients,
        List<VariantJson> variants,
        List<QuestionJson> questions,
        String instructions)
        implements CatalogJson {

    static final CatalogType<VisitTypeJson> TYPE = new CatalogType<>(CatalogKind.VISIT_TYPE, VisitTypeJson.class);
    static final String ANY_PATIENT = "any";

    public VisitTypeJson {
        slotInterval = slotInterval == null ? duration : slotInterval;
        bufferBefore = bufferBefore == null ? Duration.ZERO : bufferBefore;
        bufferAfter = bufferAfter == null ? Duration.ZERO : bufferAfter;
        notice = notice == null ? Duration.ZERO : notice;
        horizon = horizon == null ? Duration.ofDays(60) : horizon;
        practitionerIds = practitionerIds == null ? List.of() : practitionerIds;
        locationIds = locationIds == null ? List.of() : locationIds;
        codes = codes == null ? List.of() : codes;
        modality = modality == null ? "in-person" : modality;
        seats = seats == null ? Integer.valueOf(1) : seats;
        limits = limits == null ? LimitsJson.NONE : limits;
        equipmentTypes = equipmentTypes == null ? List.of() : equipmentTypes;
        patients = patients == null ? ANY_PATIENT : patients;
        variants = variants == null ? List.of() : variants;
        questions = questions == null ? List.of() : questions;
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.VISIT_TYPE;
    }

    @Override
    public List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < practitionerIds.size(); i++) {
            references.add(new Reference("/practitionerIds/" + i, CatalogKind.PRACTITIONER, practitionerIds.get(i)));
        }
        for (int i = 0; i < locationIds.size(); i++) {
            references.add(new Reference("/locationIds/" + i, CatalogKind.LOCATION, locationIds.get(i)));
        }
        return references;
    }

    @Override
    public void check(Findings findings) {
        VisitTypeFindings.check(findings, this);
    }

    /** Questions and instructions are for those who book here; other services do without. */
    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        List<PatientStatus> whom =
                patients.equals(ANY_PATIENT) ? List.of() : List.of(Codes.value(PatientStatus.class, patients));
        return CatalogEntry.of(
                id,
                clinic,
                version,
                new VisitTypeEntry(
                        duration,
                        slotInterval,
                        bufferBefore,
                        bufferAfter,
                        notice,
                        horizon,
                        requiresRoom,
                        practitionerIds,
                        locationIds,
                        serviceType,
                        variants.stream().map(variant -> variant.within(this)).toList(),
                        whom,
                        limits.perDay(),
                        limits.perWeek(),
                        seats,
                        equipmentTypes,
                        Codes.value(OfferedModality.class, modality),
                        codes,
                        requiresConfirmation));
    }
}
