package org.visita.ehrsync.fhir;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What the validity of an Appointment depends on, once its values are known to be well-formed: {@link AppointmentValues}
 * has to have found no flaw. Thousands of bookings have a handful of shapes.
 */
sealed interface AppointmentShape {

    /** An Appointment of this shape, as JSON. It is valid if, and only if, the shape is. */
    String example(FhirJson json);

    /** The Appointment with samples for its values, and for its codes and systems, which are shapes of their own. */
    record Frame(String json) implements AppointmentShape {
        @Override
        public String example(FhirJson writer) {
            return json;
        }
    }

    /** A code in its place. Apart from the frame: else there would be one frame for each code of each clinic. */
    record Word(WordPlace place, String system, String code, String display) implements AppointmentShape {
        @Override
        public String example(FhirJson json) {
            return json.write(place.in(
                    SampleAppointment.booked(),
                    new Coding().setSystem(system).setCode(code).setDisplay(display)));
        }
    }

    /** The system of an identifier. */
    record Naming(String system) implements AppointmentShape {
        @Override
        public String example(FhirJson json) {
            Appointment example = SampleAppointment.booked();
            example.addIdentifier().setSystem(system).setValue(SampleAppointment.valueIn(system));
            return json.write(example);
        }
    }

    /** The argument is not changed. */
    static Set<AppointmentShape> of(Appointment appointment, FhirJson json) {
        Set<AppointmentShape> shapes = new LinkedHashSet<>();
        Appointment frame = appointment.copy();
        if (frame.hasIdElement()) {
            frame.setId(SampleAppointment.ID);
        }
        if (frame.getExtensionByUrl(FhirUrls.BOOKING_VERSION) != null
                && frame.getExtensionByUrl(FhirUrls.BOOKING_VERSION).getValue() instanceof IntegerType version) {
            version.setValue(1);
        }
        times(frame);
        frame.getServiceType().forEach(type -> words(WordPlace.SERVICE_TYPE, type, shapes));
        words(WordPlace.CANCELLATION_REASON, frame.getCancelationReason(), shapes);
        frame.getIdentifier().forEach(identifier -> naming(identifier, shapes));
        frame.getParticipant().forEach(participant -> actor(participant.getActor(), shapes));
        shapes.add(new Frame(json.write(frame)));
        return shapes;
    }

    private static void times(Appointment frame) {
        if (frame.hasStart()) {
            frame.setStartElement(new InstantType(SampleAppointment.START));
        }
        if (frame.hasEnd()) {
            frame.setEndElement(new InstantType(SampleAppointment.END));
        }
        if (frame.getMinutesDuration() > 0) {
            frame.setMinutesDuration(SampleAppointment.MINUTES);
        }
        if (frame.hasCreated()) {
            frame.setCreatedElement(new DateTimeType(SampleAppointment.START));
        }
    }

    private static void words(WordPlace place, CodeableConcept concept, Set<AppointmentShape> shapes) {
        for (Coding coding : concept.getCoding()) {
            shapes.add(new Word(place, coding.getSystem(), coding.getCode(), coding.getDisplay()));
            coding.setSystem(place.system()).setCode(place.code()).setDisplay(null);
        }
    }

    private static void actor(Reference actor, Set<AppointmentShape> shapes) {
        naming(actor.getIdentifier(), shapes);
        if (actor.hasReference()) {
            Matcher reference = AppointmentValues.RELATIVE.matcher(actor.getReference());
            actor.setReference(reference.replaceFirst("$1/" + SampleAppointment.ID));
        }
    }

    private static void naming(Identifier identifier, Set<AppointmentShape> shapes) {
        if (identifier.hasSystem()) {
            shapes.add(new Naming(identifier.getSystem()));
            identifier.setSystem(SampleAppointment.SYSTEM);
        }
        if (identifier.hasValue()) {
            identifier.setValue(SampleAppointment.ID);
        }
    }
}
