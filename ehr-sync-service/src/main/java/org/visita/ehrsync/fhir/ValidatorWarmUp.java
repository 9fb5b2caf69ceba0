package org.visita.ehrsync.fhir;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.hl7.fhir.r4.model.Appointment;
import org.jboss.logging.Logger;

/**
 * Validates one Appointment of each kind beside the start of the service, which is not ready before: the first takes
 * seconds, and whoever waits for them would take the EHR for slow.
 */
@ApplicationScoped
@Readiness
class ValidatorWarmUp implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ValidatorWarmUp.class);

    private final ValidateAppointment validate;
    private volatile boolean warm;

    @Inject
    ValidatorWarmUp(ValidateAppointment validate) {
        this.validate = validate;
    }

    void start(@Observes StartupEvent started) {
        warmUp(WarmUpAppointments.all().iterator());
    }

    /** Whether a validation takes no longer than it should. */
    boolean isWarm() {
        return warm;
    }

    /** One after the other, the first one alone: it sets up what all need. */
    private void warmUp(Iterator<Appointment> left) {
        if (left.hasNext()) {
            validate.flaws(left.next()).whenComplete((flaws, failure) -> {
                if (failure == null && flaws.isEmpty()) {
                    warmUp(left);
                } else {
                    LOG.errorf("The validator is not usable, and the service not ready: %s", why(flaws, failure));
                }
            });
        } else {
            warm = true;
        }
    }

    private static String why(List<Flaw> flaws, Throwable failure) {
        return failure == null ? flaws.getFirst().toString() : failure.toString();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Validator of Appointments")
                .status(warm)
                .build();
    }
}
