package org.visita.ehrsync.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** FHIR R4 resources as JSON. */
@ApplicationScoped
class FhirJson {

    static final String MEDIA_TYPE = "application/fhir+json";

    private final FhirContext fhir = FhirContext.forR4Cached();

    /** The first use of a resource type takes most of a second: not while a booking waits. */
    void warmUp(@Observes StartupEvent started) {
        read(write(new Appointment()), Appointment.class);
        read(write(new Patient()), Patient.class);
        read(write(new Bundle()), Bundle.class);
        read(write(new OperationOutcome()), OperationOutcome.class);
    }

    String write(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    /** Empty if the text is not such a resource. */
    <T extends Resource> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.of(parser().parseResource(json))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (DataFormatException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private IParser parser() {
        // What an EHR wrote, it gets back: references with their versions, and no word about it in our log.
        return fhir.newJsonParser()
                .setStripVersionsFromReferences(false)
                .setOverrideResourceIdWithBundleEntryFullUrl(false)
                .setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
    }
}
