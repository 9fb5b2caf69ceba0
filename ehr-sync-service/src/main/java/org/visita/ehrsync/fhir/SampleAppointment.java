package org.visita.ehrsync.fhir;

import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.InstantType;

/** Values that stand for all others of their form, and the least Appointment that is valid. */
final class SampleAppointment {

    static final String ID = "1";
    static final String SYSTEM = "urn:oid:2.16.840.1.113883.4.642";
    static final String START = "2026-12-01T09:00:00Z";
    static final String END = "2026-12-01T09:30:00Z";
    static final int MINUTES = 30;

    private SampleAppointment() {}

    static Appointment booked() {
        Appointment appointment = new Appointment();
        appointment.setStatus(AppointmentStatus.BOOKED);
        appointment.setStartElement(new InstantType(START)).setEndElement(new InstantType(END));
        appointment
                .addParticipant()
                .setStatus(ParticipationStatus.ACCEPTED)
                .getActor()
                .getIdentifier()
                .setSystem(SYSTEM)
                .setValue(ID);
        return appointment;
    }

    static String valueIn(String system) {
        return AppointmentValues.ADDRESSES.equals(system) ? SYSTEM : ID;
    }
}
