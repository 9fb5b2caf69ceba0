package org.visita.ehrsync.fhir;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;

/**
 * Checks the values that differ from booking to booking, and that {@link AppointmentShape} therefore takes out: their
 * form, and what they have to do with one another, which the validator does not look at.
 */
final class AppointmentValues {

    /** FHIR R4, references: relative, to a resource of the same server. */
    static final Pattern RELATIVE = Pattern.compile("([A-Z][A-Za-z]{1,63})/[A-Za-z0-9.-]{1,64}");

    /** Identifiers of this system are addresses themselves (FHIR R4, Identifier). */
    static final String ADDRESSES = "urn:ietf:rfc:3986";

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    private static final Pattern WORD = Pattern.compile("\\S(?:[^\\p{Cntrl}]*\\S)?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    /** No booking was made before, and FHIR writes years with four digits. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 9999;

    private final List<Flaw> flaws = new ArrayList<>();

    private AppointmentValues() {}

    /** Values that are not there are no flaw here: whether they have to be is a matter of shape. */
    static List<Flaw> flaws(Appointment appointment) {
        AppointmentValues values = new AppointmentValues();
        values.check(appointment);
        return List.copyOf(values.flaws);
    }

    private void check(Appointment appointment) {
        if (appointment.hasIdElement()
                && !ID.matcher(appointment.getIdElement().getIdPart()).matches()) {
            add("id", "id-form", "The id is none that FHIR allows.");
        }
        time("start", appointment.getStartElement());
        time("end", appointment.getEndElement());
        time("created", appointment.getCreatedElement());
        duration(appointment);
        Extension version = appointment.getExtensionByUrl(FhirUrls.BOOKING_VERSION);
        if (version != null && version.getValue() instanceof IntegerType number && number.getValue() < 1) {
            add("extension", "booking-version", "Versions of bookings begin with 1.");
        }
        appointment.getIdentifier().forEach(identifier -> identifier("identifier", identifier));
        int index = 0;
        for (AppointmentParticipantComponent participant : appointment.getParticipant()) {
            String path = "participant[" + index++ + "].actor";
            reference(path, participant.getActor());
            identifier(path + ".identifier", participant.getActor().getIdentifier());
        }
    }

    private void time(String path, BaseDateTimeType time) {
        if (time.hasValue() && (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR)) {
            add(path, "year", "The year is before " + FIRST_YEAR + " or after " + LAST_YEAR + '.');
        }
    }

    private void duration(Appointment appointment) {
        Date start = appointment.getStart();
        Date end = appointment.getEnd();
        if (start == null || end == null) {
            return;
        }
        if (!end.after(start)) {
            add("end", "end-after-start", "The end is not after the start.");
        } else if (appointment.hasMinutesDuration()
                && appointment.getMinutesDuration() != ChronoUnit.MINUTES.between(start.toInstant(), end.toInstant())) {
            add("minutesDuration", "duration-is-difference", "It is not the time from start to end.");
        }
    }

    private void reference(String path, Reference actor) {
        if (!actor.hasReference()) {
            return;
        }
        Matcher reference = RELATIVE.matcher(actor.getReference());
        if (!reference.matches()) {
            add(path + ".reference", "reference-form", "The reference is none to a resource of the EHR.");
        } else if (actor.hasType() && !actor.getType().equals(reference.group(1))) {
            add(path + ".reference", "reference-type", "The reference is to something else than its type says.");
        }
    }

    private void identifier(String path, Identifier identifier) {
        if (!identifier.hasValue()) {
            return;
        }
        Pattern form = ADDRESSES.equals(identifier.getSystem()) ? ADDRESS : WORD;
        if (!form.matcher(identifier.getValue()).matches()) {
            add(path + ".value", "identifier-form", "The value is none that its system allows.");
        }
    }

    private void add(String path, String rule, String text) {
        flaws.add(new Flaw("Appointment." + path, rule, text));
    }
}
