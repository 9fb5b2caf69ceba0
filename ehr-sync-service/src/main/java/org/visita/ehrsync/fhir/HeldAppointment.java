package org.visita.ehrsync.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.visita.ehrsync.http.HttpAnswer;

/**
 * What the EHR holds.
 *
 * @param etag to be sent with a change; null if the EHR has no versions
 */
record HeldAppointment(Appointment appointment, String etag) {

    static HeldAppointment of(Appointment appointment, HttpAnswer answer) {
        String fromBody = Optional.ofNullable(appointment.getMeta().getVersionId())
                .map(version -> "W/\"" + version + '"')
                .orElse(null);
        return new HeldAppointment(appointment, answer.etag() == null ? fromBody : answer.etag());
    }

    String id() {
        return appointment.getIdElement().getIdPart();
    }
}
