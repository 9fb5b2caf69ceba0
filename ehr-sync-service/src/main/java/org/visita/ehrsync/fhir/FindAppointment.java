package org.visita.ehrsync.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.visita.contracts.Identifier;
import org.visita.ehrsync.http.HttpAnswer;

/** Finds the one Appointment of a booking in the EHR. */
@ApplicationScoped
class FindAppointment {

    private final EhrApi ehr;
    private final FhirJson json;

    @Inject
    FindAppointment(EhrApi ehr, FhirJson json) {
        this.ehr = ehr;
        this.json = json;
    }

    /** By the id that it had; by its identifier, if that is not it any more. */
    Uni<Optional<HeldAppointment>> byId(AppointmentToHold wanted, String id) {
        return ehr.read(wanted.target(), "Appointment", id).chain(answer -> switch (answer.status()) {
            case 200 -> {
                HeldAppointment held = read(answer);
                // An id may belong to another record by now, as after a restored backup. Never write over that.
                yield AppointmentMerge.isOf(held.appointment(), wanted.system(), wanted.bookingId())
                        ? Uni.createFrom().item(Optional.of(held))
                        : byIdentifier(wanted);
            }
            case 404 -> byIdentifier(wanted);
            case 410 -> byIdentifier(wanted).invoke(FindAppointment::refuseToRevive);
            default -> throw EhrFailures.of(answer);
        });
    }

    Uni<Optional<HeldAppointment>> byIdentifier(AppointmentToHold wanted) {
        return ehr.search(wanted.target(), "Appointment", List.of(new Identifier(wanted.system(), wanted.bookingId())))
                .chain(ids -> switch (ids.size()) {
                    case 0 -> Uni.createFrom().item(Optional.<HeldAppointment>empty());
                    case 1 -> read(wanted, ids.getFirst());
                    default ->
                        throw EhrFailures.ambiguous(
                                "duplicate-target",
                                "The EHR has several Appointments of this booking: ",
                                "Appointment",
                                ids);
                });
    }

    private Uni<Optional<HeldAppointment>> read(AppointmentToHold wanted, String id) {
        return ehr.read(wanted.target(), "Appointment", id).map(answer -> {
            if (answer.status() != 200) {
                throw EhrFailures.retry("target-changed", answer.status(), "The Appointment went while it was read.");
            }
            return Optional.of(read(answer));
        });
    }

    private HeldAppointment read(HttpAnswer answer) {
        return HeldAppointment.of(
                json.read(answer.body(), Appointment.class).orElseThrow(() -> EhrFailures.unreadable(answer)), answer);
    }

    private static void refuseToRevive(Optional<HeldAppointment> found) {
        if (found.isEmpty()) {
            throw EhrFailures.refused("target-gone", 410, "Somebody deleted the Appointment in the EHR.");
        }
    }
}
