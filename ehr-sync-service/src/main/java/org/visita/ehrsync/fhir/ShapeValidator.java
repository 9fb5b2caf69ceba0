package org.visita.ehrsync.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/**
 * HAPI's validator with what FHIR R4 says of Appointments and with our own StructureDefinitions. Reads nothing from a
 * network. Slow: seconds for the first, tens of milliseconds for each other.
 */
@Singleton
class ShapeValidator {

    private static final List<String> OURS = List.of("booking-version", "participant-role");

    private volatile FhirValidator validator;

    /** Empty if it is valid. Blocks. */
    List<Flaw> flaws(String appointment) {
        return validator().validateWithResult(appointment).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(ShapeValidator::flaw)
                .toList();
    }

    private static Flaw flaw(SingleValidationMessage message) {
        String rule = Optional.ofNullable(message.getMessageId()).orElse("fhir");
        // Invariants come with the address of what they belong to: StructureDefinition/Appointment#app-3.
        return new Flaw(message.getLocationString(), rule.substring(rule.lastIndexOf('#') + 1), message.getMessage());
    }

    private FhirValidator validator() {
        if (validator == null) {
            synchronized (this) {
                if (validator == null) {
                    validator = build();
                }
            }
        }
        return validator;
    }

    private static FhirValidator build() {
        FhirContext fhir = FhirContext.forR4Cached();
        FhirInstanceValidator module = new FhirInstanceValidator(new ValidationSupportChain(
                definitions(fhir),
                new CommonCodeSystemsTerminologyService(fhir),
                new InMemoryTerminologyServerValidationSupport(fhir),
                new SnapshotGeneratingValidationSupport(fhir)));
        module.setAnyExtensionsAllowed(false);
        module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        return fhir.newValidator().registerValidatorModule(module);
    }

    /** Not the whole of FHIR: its 649 structures take five times the memory, and the time to start (measured). */
    private static PrePopulatedValidationSupport definitions(FhirContext fhir) {
        PrePopulatedValidationSupport known = new PrePopulatedValidationSupport(fhir);
        fhir.newJsonParser()
                .parseResource(Bundle.class, resource("r4-definitions"))
                .getEntry()
                .forEach(entry -> known.addResource(entry.getResource()));
        OURS.forEach(name -> known.addResource(fhir.newJsonParser().parseResource(resource(name))));
        return known;
    }

    private static String resource(String name) {
        try (InputStream in = ShapeValidator.class.getResourceAsStream("/fhir/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
