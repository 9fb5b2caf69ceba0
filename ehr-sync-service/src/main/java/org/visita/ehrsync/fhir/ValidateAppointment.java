package org.visita.ehrsync.fhir;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.hl7.fhir.r4.model.Appointment;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Refused;
import org.visita.ehrsync.delivery.Failure;

/**
 * Checks an Appointment before it is sent. Its values each time; its shape once, however many ask for it at the same
 * time: a shape takes tens of milliseconds, of which there are five for each of 200 bookings a second.
 */
@ApplicationScoped
class ValidateAppointment {

    private static final Duration BRIEFLY = Duration.ofSeconds(1);

    private final ShapeValidator validator;
    private final FhirJson json;
    private final Duration patience;
    private final ExecutorService threads;
    private final AsyncCache<AppointmentShape, List<Flaw>> shapes;

    @Inject
    ValidateAppointment(ShapeValidator validator, FhirJson json, EhrSyncConfig config) {
        this(validator, json, config.validation());
    }

    ValidateAppointment(ShapeValidator validator, FhirJson json, EhrSyncConfig.Validation config) {
        this.validator = validator;
        this.json = json;
        this.patience = config.patience();
        this.threads = ValidatorThreads.create(config.threads(), config.queue());
        this.shapes = Caffeine.newBuilder()
                .maximumSize(config.shapes())
                .executor(threads)
                .buildAsync();
    }

    void stop(@Observes ShutdownEvent stopping) {
        threads.shutdownNow();
    }

    /** Fails with a {@link DeliveryFailedException} if it is not valid. Ends where it was subscribed to. */
    Uni<Void> check(Appointment appointment) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<List<Flaw>> flaws = flaws(appointment);
            Uni<List<Flaw>> awaited = flaws.isDone() ? Uni.createFrom().completionStage(flaws) : await(flaws);
            return awaited.invoke(ValidateAppointment::refuse).replaceWithVoid();
        });
    }

    /** Empty if it is valid. */
    CompletableFuture<List<Flaw>> flaws(Appointment appointment) {
        List<Flaw> ofValues = AppointmentValues.flaws(appointment);
        if (!ofValues.isEmpty()) {
            return CompletableFuture.completedFuture(ofValues);
        }
        try {
            List<CompletableFuture<List<Flaw>>> parts = AppointmentShape.of(appointment, json).stream()
                    .map(shape -> shapes.get(shape, this::validate))
                    .toList();
            return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                    .thenApply(done ->
                            parts.stream().flatMap(part -> part.join().stream()).toList());
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(busy());
        }
    }

    private List<Flaw> validate(AppointmentShape shape) {
        return validator.flaws(shape.example(json));
    }

    /** The threads of the validator have no database session: what comes next needs the one that we are on. */
    private Uni<List<Flaw>> await(CompletableFuture<List<Flaw>> flaws) {
        Context context = Vertx.currentContext();
        Executor here = context == null ? Runnable::run : next -> context.runOnContext(ignored -> next.run());
        return Uni.createFrom()
                .completionStage(flaws)
                .ifNoItem()
                .after(patience)
                .failWith(ValidateAppointment::busy)
                .emitOn(here);
    }

    private static void refuse(List<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            Flaw first = flaws.getFirst();
            String what = first.path() + " (" + first.rule() + ')';
            throw new DeliveryFailedException(new Refused(new Failure(
                            "not-valid",
                            null,
                            "The Appointment would not be valid: " + what
                                    + (flaws.size() == 1 ? "." : ", and " + (flaws.size() - 1) + " more."))
                    .withCause(what)
                    .withOutcome(FlawsToFhir.outcome(flaws))));
        }
    }

    /** What was asked for goes on being validated: the next try finds it done. */
    private static DeliveryFailedException busy() {
        return new DeliveryFailedException(
                new NotYet(new Failure("validator-busy", null, "Many new kinds of Appointments at once."), BRIEFLY));
    }
}
