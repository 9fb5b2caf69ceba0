package org.visita.local.bench.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.visita.contracts.booking.BookingEvent;
import org.visita.local.bench.EventSender;
import org.visita.local.stack.StackProblem;

/** Whether two EHRs hold the same Appointments, one of each booking: else speeds cannot be compared. */
final class SameAppointments {

    private SameAppointments() {}

    static void require(List<BookingEvent> bookings, EhrRecords one, EhrRecords other) {
        if (one.appointments() != bookings.size() || other.appointments() != bookings.size()) {
            throw new StackProblem(
                    "Of %d bookings the EHR of the service holds %d Appointments and that of the bare loop %d."
                            .formatted(bookings.size(), one.appointments(), other.appointments()),
                    "Both must hold one each.");
        }
        for (BookingEvent each : bookings) {
            String id = each.booking().id();
            ObjectNode ours = content(one.appointmentOf(id));
            ObjectNode theirs = content(other.appointmentOf(id));
            if (!ours.equals(theirs)) {
                throw new StackProblem(
                        "The bare loop puts another Appointment than the service:%n%s%n%s".formatted(theirs, ours),
                        "Make them the same.");
            }
        }
    }

    /** Without what the EHR adds, and without the id: that is the booking's in one and the EHR's in the other. */
    private static ObjectNode content(byte[] appointment) {
        try {
            ObjectNode content = (ObjectNode) EventSender.JSON.readTree(appointment);
            content.remove(List.of("id", "meta"));
            return content;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
