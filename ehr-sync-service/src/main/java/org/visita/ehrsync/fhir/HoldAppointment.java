package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.hl7.fhir.r4.model.Appointment;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;
import org.visita.ehrsync.http.HttpAnswer;

/**
 * Makes an EHR hold an Appointment, once: created on the condition that there is none, then changed by id on the
 * condition that nobody else did. Never a conditional PUT: on those, servers ignore {@code If-Match} (measured).
 */
@ApplicationScoped
class HoldAppointment {

    private static final int LONGEST_PAUSE_MILLIS = 100;

    /** Somebody else wrote; it is worth looking again, at once. */
    private static final class ConflictException extends RuntimeException {
        ConflictException() {
            super("conflict", null, false, false);
        }
    }

    private final EhrApi ehr;
    private final FindAppointment find;
    private final FhirJson json;
    private final int tries;

    @Inject
    HoldAppointment(EhrApi ehr, FindAppointment find, FhirJson json, EhrSyncConfig config) {
        this.ehr = ehr;
        this.find = find;
        this.json = json;
        this.tries = config.ehr().conflictTries();
    }

    Uni<Written> hold(AppointmentToHold wanted) {
        return hold(wanted, wanted.delivery().firstTry(), 1);
    }

    /** @param first whether nobody can have created it yet */
    private Uni<Written> hold(AppointmentToHold wanted, boolean first, int turn) {
        return find(wanted, first)
                .chain(found -> found.isPresent() ? change(wanted, found.get()) : create(wanted))
                .onFailure(ConflictException.class)
                .recoverWithUni(() -> again(wanted, turn));
    }

    private Uni<Optional<HeldAppointment>> find(AppointmentToHold wanted, boolean first) {
        String id = wanted.delivery().externalId();
        if (id != null) {
            return find.byId(wanted, id);
        }
        // A try before this one may have got through although nobody heard the answer.
        return first ? Uni.createFrom().item(Optional.empty()) : find.byIdentifier(wanted);
    }

    private Uni<Written> again(AppointmentToHold wanted, int turn) {
        if (turn >= tries) {
            return Uni.createFrom()
                    .failure(EhrFailures.retry("target-conflict", null, "Others write to the same record of the EHR."));
        }
        Duration pause = Duration.ofMillis(ThreadLocalRandom.current().nextInt(5, LONGEST_PAUSE_MILLIS));
        return Uni.createFrom().voidItem().onItem().delayIt().by(pause).chain(() -> hold(wanted, false, turn + 1));
    }

    private Uni<Written> create(AppointmentToHold wanted) {
        return ehr.createIfNone(wanted.base(), wanted.appointment(), wanted.system(), wanted.bookingId())
                .chain(answer -> switch (answer.status()) {
                    case 201 ->
                        Uni.createFrom().item(new Written(wanted.delivery().version(), idOf(answer)));
                    // 200: there is one. 412: there are several, which the search will tell. 409: somebody was faster.
                    case 200, 409, 412 -> Uni.createFrom().failure(new ConflictException());
                    default -> Uni.createFrom().failure(EhrFailures.of(answer));
                });
    }

    private Uni<Written> change(AppointmentToHold wanted, HeldAppointment held) {
        int theirs = AppointmentMerge.versionOf(held.appointment());
        if (theirs >= wanted.delivery().version()) {
            return Uni.createFrom().item(new Written(theirs, held.id()));
        }
        Appointment merged = AppointmentMerge.merge(held.appointment(), wanted.appointment());
        return ehr.replace(wanted.base(), merged, held.id(), held.etag()).chain(answer -> switch (answer.status()) {
            case 200, 201, 204 ->
                Uni.createFrom().item(new Written(wanted.delivery().version(), held.id()));
            // A stale If-Match is 409 on one server and 412 on another. 404, 410: it went between read and write.
            case 409, 412, 410 -> Uni.createFrom().failure(new ConflictException());
            case 404 ->
                Uni.createFrom()
                        .failure(
                                EhrFailures.isMissingReference(answer)
                                        ? EhrFailures.of(answer)
                                        : new ConflictException());
            default -> Uni.createFrom().failure(EhrFailures.of(answer));
        });
    }

    private String idOf(HttpAnswer created) {
        return json.read(created.body(), Appointment.class)
                .map(appointment -> appointment.getIdElement().getIdPart())
                .or(() -> LocationHeader.idIn(created.location(), "Appointment"))
                .orElseThrow(() -> EhrFailures.unreadable(created));
    }
}
