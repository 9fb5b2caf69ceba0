package org.visita.booking.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.visita.booking.booking.BookingView;
import org.visita.booking.booking.RescheduleJson;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** What an update asks for, read off the difference between what is there and what was sent. */
sealed interface AppointmentChange {

    /** The same again. */
    record None() implements AppointmentChange {}

    /** Another time, practitioner, place or way. */
    record Move(RescheduleJson to) implements AppointmentChange {}

    record Status(BookingStatus to) implements AppointmentChange {}

    /**
     * What was left out stays as it is.
     *
     * @throws org.visita.kit.problem.RefusedException for what never changes, and for two changes at once
     */
    static AppointmentChange between(BookingView now, AskedAppointment asked) {
        refuseWhatStays(now, asked);
        RescheduleJson to = new RescheduleJson(
                asked.start() == null || asked.start().isEqual(now.start()) ? null : asked.start(),
                differing(asked.practitionerId(), now.practitionerId()),
                differing(asked.locationId(), now.locationId()),
                asked.modality() == null || BookingView.code(asked.modality()).equals(now.modality())
                        ? null
                        : asked.modality(),
                null);
        boolean moves =
                to.start() != null || to.practitionerId() != null || to.locationId() != null || to.modality() != null;
        BookingStatus status = asked.status();
        if (status == AppointmentCodes.statusOf(now)) {
            if (!moves) {
                asked.requireDuration(now.start(), now.end());
            }
            // A move's new time is compared when it is known.
            return moves ? new Move(to) : new None();
        }
        // A visit that is given up may have been moved by its sender before: that no longer matters.
        if (moves && status != BookingStatus.CANCELLED) {
            throw new Refusal(
                            FhirProblem.SEVERAL_CHANGES,
                            "Send the new time first and then the new status, each in an update of its own.",
                            List.of(new FieldError("Appointment.status", "changes together with the time or place")),
                            List.of(),
                            null)
                    .asException();
        }
        if (status != BookingStatus.CANCELLED) {
            asked.requireDuration(now.start(), now.end());
        }
        return new Status(status);
    }

    private static void refuseWhatStays(BookingView now, AskedAppointment asked) {
        List<String> changed = new ArrayList<>();
        if (differs(asked.bookingId(), now.id())) {
            changed.add("Appointment.identifier");
        }
        if (differs(asked.patientId(), now.patientId())) {
            changed.add("/patientId");
        }
        if (differs(asked.visitTypeId(), now.visitTypeId())) {
            changed.add("/visitTypeId");
        }
        if (asked.patientStatus() != null
                && !BookingView.code(asked.patientStatus()).equals(now.patientStatus())) {
            changed.add("/patientStatus");
        }
        if (asked.reason() != null && now.cancellation() != null && !isReason(now, asked)) {
            changed.add("/reason");
        }
        // What is no hold any more is often sent as it was read while it was one.
        if (asked.holdExpiresAt() != null
                && now.holdExpiresAt() != null
                && asked.holdExpiresAt().toEpochMilli()
                        != now.holdExpiresAt().toInstant().toEpochMilli()) {
            changed.add(FhirToBooking.EXPIRY);
        }
        if (!changed.isEmpty()) {
            throw FhirToBooking.notKept(changed);
        }
    }

    private static boolean isReason(BookingView now, AskedAppointment asked) {
        return AppointmentCodes.toReason(AppointmentCodes.toFhir(now.cancellation()))
                .filter(asked.reason()::equals)
                .isPresent();
    }

    private static String differing(String asked, String now) {
        return differs(asked, now) ? asked : null;
    }

    private static boolean differs(String asked, String now) {
        return asked != null && !Objects.equals(asked, now);
    }
}
