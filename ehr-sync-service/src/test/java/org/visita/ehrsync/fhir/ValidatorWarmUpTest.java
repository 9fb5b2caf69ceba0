package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.EhrSyncConfig;

class ValidatorWarmUpTest {

    private record Bounds(int threads, int queue, Duration patience, int shapes) implements EhrSyncConfig.Validation {}

    /** Answers when it is let. */
    private static final class Slow extends ShapeValidator {
        final CountDownLatch let = new CountDownLatch(1);
        final List<Flaw> answer;

        Slow(List<Flaw> answer) {
            this.answer = answer;
        }

        @Override
        List<Flaw> flaws(String appointment) {
            try {
                let.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return answer;
        }
    }

    @Test
    void the_service_is_ready_when_the_validator_is_warm_and_not_before() {
        Slow validator = new Slow(List.of());
        ValidateAppointment validate = validate(validator);
        ValidatorWarmUp warmUp = new ValidatorWarmUp(validate);

        warmUp.start(null);
        assertThat(warmUp.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(warmUp.isWarm()).isFalse();

        validator.let.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> warmUp.call().getStatus() == Status.UP);
        assertThat(warmUp.isWarm()).isTrue();
        validate.stop(null);
    }

    @Test
    void a_validator_that_refuses_what_is_valid_is_not_ready() throws InterruptedException {
        Slow validator = new Slow(List.of(new Flaw("Appointment", "app-1", "No.")));
        ValidateAppointment validate = validate(validator);
        ValidatorWarmUp warmUp = new ValidatorWarmUp(validate);

        validator.let.countDown();
        warmUp.start(null);
        validate.flaws(WarmUpAppointments.all().getFirst()).join();

        assertThat(warmUp.call().getStatus()).isEqualTo(Status.DOWN);
        validate.stop(null);
    }

    private static ValidateAppointment validate(ShapeValidator validator) {
        return new ValidateAppointment(validator, new FhirJson(), new Bounds(2, 100, Duration.ofSeconds(10), 100));
    }
}
