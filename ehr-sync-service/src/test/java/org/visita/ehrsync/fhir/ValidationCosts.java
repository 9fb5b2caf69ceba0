package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Appointment;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.EhrSyncConfig;

/** Measures what a validation costs, and prints it; runs only if it is named, each alone: see ADR 18. */
class ValidationCosts {

    private record Bounds(int threads, int queue, Duration patience, int shapes) implements EhrSyncConfig.Validation {}

    private final FhirJson json = new FhirJson();
    private final List<String> samples =
            WarmUpAppointments.all().stream().map(json::write).toList();

    @Test
    void ours() {
        ShapeValidator validator = new ShapeValidator();
        measure("what an Appointment is made of", validator::flaws);
        cached(validator);
        assertThat(validator.flaws(samples.getFirst())).isEmpty();
    }

    @Test
    void all_of_r4() {
        FhirValidator validator = allOfFhir();
        measure("all of R4", validator::validateWithResult);
        assertThat(validator.validateWithResult(samples.getFirst())).isNotNull();
    }

    private void measure(String name, Consumer<String> validator) {
        long before = heap();
        long first = millis(() -> validator.accept(samples.getFirst()), 1);
        long each = millis(() -> samples.forEach(validator), 1);
        long warm = millis(() -> samples.forEach(validator), 5) / samples.size();
        System.out.printf(
                "%s: the first %d ms, then %d of all kinds %d ms, warm %d ms each, heap %d MB%n",
                name, first, samples.size(), each, warm, heap() - before);
    }

    private void cached(ShapeValidator validator) {
        ValidateAppointment validate =
                new ValidateAppointment(validator, json, new Bounds(2, 100, Duration.ofSeconds(60), 100));
        Appointment known = WarmUpAppointments.all().getFirst();
        validate.flaws(known).join();
        int times = 20_000;
        millis(() -> validate.flaws(known).join(), times);
        System.out.printf(
                "a shape that is known: %d us each%n",
                millis(() -> validate.flaws(known).join(), times) * 1000 / times);
        validate.stop(null);
    }

    private static FhirValidator allOfFhir() {
        FhirContext fhir = FhirContext.forR4Cached();
        return fhir.newValidator()
                .registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                        new DefaultProfileValidationSupport(fhir),
                        new CommonCodeSystemsTerminologyService(fhir),
                        new InMemoryTerminologyServerValidationSupport(fhir))));
    }

    private static long millis(Runnable work, int times) {
        long start = System.nanoTime();
        for (int time = 0; time < times; time++) {
            work.run();
        }
        return Duration.ofNanos((System.nanoTime() - start)).toMillis() / (times < 100 ? times : 1);
    }

    private static long heap() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }
}
