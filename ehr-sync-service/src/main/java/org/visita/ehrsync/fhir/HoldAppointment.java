package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.OperationOutcome;
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
        if (wanted.createsByClientId()) {
            // Not every server minds If-None-Match: what is there must not be written over unread.
            return find.byId(wanted, wanted.bookingId());
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
        Uni<HttpAnswer> created = wanted.createsByClientId()
                ? ehr.createAt(wanted.target(), wanted.withClientId())
                : ehr.createIfNone(wanted.target(), wanted.appointment(), wanted.system(), wanted.bookingId());
        return created.chain(answer -> switch (answer.status()) {
            case 201 -> Uni.createFrom().item(new Written(wanted.delivery().version(), idOf(wanted, answer)));
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
        Appointment merged = AppointmentMerge.merge(
                held.appointment(), wanted.appointment(), wanted.target().fields());
        return ehr.replace(wanted.target(), merged, held.id(), held.etag()).chain(answer -> switch (answer.status()) {
            case 200, 201, 204 ->
                confirms(answer)
                        ? Uni.createFrom().item(new Written(wanted.delivery().version(), held.id()))
                        : Uni.createFrom().failure(new ConflictException());
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

    /** A proxy's page about maintenance is 200 as well: what is no answer of a FHIR server proves nothing. Then: look. */
    private boolean confirms(HttpAnswer written) {
        return written.body().isBlank()
                ? written.status() == 204 || written.etag() != null
                : json.read(written.body(), Appointment.class).isPresent()
                        || json.read(written.body(), OperationOutcome.class).isPresent();
    }

    private String idOf(AppointmentToHold wanted, HttpAnswer created) {
        if (wanted.createsByClientId()) {
            return wanted.bookingId();
        }
        // The header first, which every server has to send: reading the body costs as much as writing it did.
        return LocationHeader.idIn(created.location(), "Appointment")
                .or(() -> json.read(created.body(), Appointment.class)
                        .map(appointment -> appointment.getIdElement().getIdPart()))
                .orElseThrow(() -> EhrFailures.unreadable(created));
    }
}
