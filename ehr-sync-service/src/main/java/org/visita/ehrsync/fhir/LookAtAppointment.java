package org.visita.ehrsync.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.Identifiers;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.EhrLook;
import org.visita.ehrsync.delivery.Failure;
import org.visita.ehrsync.delivery.FailurePlace;
import org.visita.ehrsync.delivery.LookAtEhr;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.kit.topics.EventJson;

/** Compares what an EHR holds of a booking with what a delivery would make of it. */
@ApplicationScoped
class LookAtAppointment implements LookAtEhr {

    private static final Logger LOG = Logger.getLogger(LookAtAppointment.class);

    /** Either an Appointment, or why there is none; neither if the EHR has none and there is no more to say. */
    private record Side(Appointment appointment, Failure problem) {}

    private final FindParticipants findParticipants;
    private final FindAppointment find;
    private final FhirEhr ehr;
    private final FhirJson json;
    private final String system;
    private final Duration patience;

    @Inject
    LookAtAppointment(
            FindParticipants findParticipants,
            FindAppointment find,
            FhirEhr ehr,
            FhirJson json,
            Identifiers identifiers,
            EhrSyncConfig config) {
        this.findParticipants = findParticipants;
        this.find = find;
        this.ehr = ehr;
        this.json = json;
        this.system = identifiers.bookings();
        this.patience = config.deadLetters().look();
    }

    @Override
    public Uni<EhrLook> look(ClaimedDelivery delivery) {
        Uni<Side> ours =
                ehr.appointment(delivery, findParticipants::known).map(wanted -> new Side(wanted.appointment(), null));
        Uni<Side> theirs = find(new AppointmentToHold(delivery, null, system))
                .map(held -> new Side(held.map(HeldAppointment::appointment).orElse(null), null));
        return Uni.combine()
                .all()
                .unis(withinPatience(theirs), withinPatience(ours))
                .with((held, wanted) -> compare(held, wanted, delivery));
    }

    private Uni<Optional<HeldAppointment>> find(AppointmentToHold wanted) {
        String known = wanted.delivery().externalId();
        String id = known == null && wanted.createsByClientId() ? wanted.bookingId() : known;
        return id == null ? find.byIdentifier(wanted) : find.byId(wanted, id);
    }

    private Uni<Side> withinPatience(Uni<Side> side) {
        return side.ifNoItem()
                .after(patience)
                .recoverWithItem(() -> new Side(null, new Failure("target-slow", null, "The EHR takes too long.")))
                .onFailure()
                .recoverWithItem(failure -> new Side(null, problemOf(failure)));
    }

    static Failure problemOf(Throwable failure) {
        if (failure instanceof DeliveryFailedException failed) {
            return switch (failed.outcome()) {
                case DeliveryOutcome.Retry retry -> retry.failure();
                case DeliveryOutcome.Refused refused -> refused.failure();
                case DeliveryOutcome.Unavailable unavailable -> unavailable.failure();
                case DeliveryOutcome.AccessRefused refused -> refused.failure();
                case DeliveryOutcome.NotYet notYet -> notYet.failure();
                case DeliveryOutcome.Written written -> throw new IllegalStateException("that is no failure");
            };
        }
        // Its text may quote what the EHR holds: only its kind is told.
        LOG.errorf(
                "Looking at an Appointment failed: %s at %s", failure.getClass().getName(), FailurePlace.of(failure));
        return new Failure("internal", null, "Something went wrong on our side.");
    }

    private EhrLook compare(Side theirs, Side ours, ClaimedDelivery delivery) {
        Appointment held = theirs.appointment();
        Appointment wanted = ours.appointment();
        int shown = held == null ? 0 : AppointmentMerge.versionOf(held);
        boolean known = held != null || theirs.problem() == null;
        return new EhrLook(
                new EhrLook.Held(stateOf(theirs), shown, toJson(held), theirs.problem()),
                new EhrLook.Wanted(toJson(wanted), ours.problem()),
                // Over this version or a newer one nothing is written, so there is nothing that would change.
                known && wanted != null && shown < delivery.version()
                        ? differences(held, wanted, delivery.target())
                        : List.of());
    }

    private static EhrLook.State stateOf(Side side) {
        if (side.appointment() != null) {
            return EhrLook.State.HELD;
        }
        boolean gone = side.problem() == null || side.problem().code().equals("target-gone");
        return gone ? EhrLook.State.ABSENT : EhrLook.State.UNKNOWN;
    }

    private List<EhrLook.Difference> differences(Appointment held, Appointment wanted, EhrTarget target) {
        return held == null
                ? JsonDifferences.between("Appointment", JsonNodeFactory.instance.objectNode(), toJson(wanted))
                : JsonDifferences.between(
                        "Appointment", toJson(held), toJson(AppointmentMerge.merge(held, wanted, target.fields())));
    }

    private JsonNode toJson(Appointment appointment) {
        return appointment == null
                ? null
                : EventJson.read(json.write(appointment).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
