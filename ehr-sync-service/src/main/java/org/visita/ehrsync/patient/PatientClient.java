package org.visita.ehrsync.patient;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.Failure;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.http.HttpCall;
import org.visita.ehrsync.http.OutgoingHttp;
import org.visita.kit.topics.EventJson;

/** Asks patient-service who a patient is: the one synchronous call between services. */
@ApplicationScoped
public class PatientClient {

    private final OutgoingHttp http;
    private final ServiceTokens tokens;
    private final EhrSyncConfig config;
    private final Guard guard;

    @Inject
    PatientClient(OutgoingHttp http, ServiceTokens tokens, EhrSyncConfig config) {
        this.http = http;
        this.tokens = tokens;
        this.config = config;
        this.guard = Guard.create()
                .withDescription("patient-service")
                .withTimeout()
                .duration(config.patients().timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withBulkhead()
                .limit(config.patients().bulkhead())
                .queueSize(config.patients().bulkhead())
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(20)
                .delay(1, ChronoUnit.SECONDS)
                .done()
                .build();
    }

    /** Fails with a {@link DeliveryFailedException}: not yet, where patient-service or the gateway does not answer. */
    public Uni<Demographics> find(String clinic, String patientId) {
        return tokens.of(clinic)
                .chain(token -> http.sendToSibling(
                        HttpCall.get(
                                URI.create(config.patientUrl() + "/v1/patients/" + patientId),
                                Map.of("Authorization", "Bearer " + token, "Accept", "application/json")),
                        guard,
                        config.patients().timeout()))
                .invoke(answer -> {
                    if (answer.status() == 401) {
                        tokens.forget(clinic);
                    }
                })
                .onFailure()
                .transform(failure -> notYet(null))
                .map(this::read);
    }

    private Demographics read(HttpAnswer answer) {
        return switch (answer.status()) {
            case 200 -> parse(answer);
            case 404 ->
                throw new DeliveryFailedException(new DeliveryOutcome.Retry(
                        new Failure("dependency-missing", null, "patient-service does not know the patient."), true));
            default -> throw notYet(answer.status());
        };
    }

    private Demographics parse(HttpAnswer answer) {
        try {
            return EventJson.read(answer.body().getBytes(StandardCharsets.UTF_8), Demographics.class);
        } catch (RuntimeException notOne) {
            throw notYet(answer.status());
        }
    }

    private DeliveryFailedException notYet(Integer status) {
        Failure failure = new Failure("patient-service-away", status, "patient-service does not answer.");
        return new DeliveryFailedException(
                new DeliveryOutcome.NotYet(failure, config.delivery().pauseForOurs()));
    }
}
