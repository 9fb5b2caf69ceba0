package org.visita.booking.booking;

import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Transition;
import org.visita.contracts.Actor;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.Reach;
import org.visita.kit.problem.CommonRefusal;

/**
 * Who acts, in which clinic, and from where.
 *
 * @param reach whose calendars may be touched
 * @param source {@code api}, {@code fhir}, {@code ehr:<connection>}, or {@code visita} for what time brings about
 */
public record Act(String clinic, Actor actor, Reach reach, String source) {

    public static Act api(Caller caller) {
        return new Act(caller.clinic(), caller.actor(), caller.reach(), "api");
    }

    public static Act fhir(Caller caller) {
        return new Act(caller.clinic(), caller.actor(), caller.reach(), "fhir");
    }

    static Act visita(String clinic) {
        return new Act(clinic, new Actor(Actor.Kind.SERVICE, "booking"), Reach.EVERYTHING, "visita");
    }

    /** Whose a hold is depends on the hold; all else on the kind of caller. */
    void require(Transition<?> transition) {
        boolean may =
                switch (transition.who()) {
                    case ANYONE, HOLDER -> true;
                    case CLINIC -> !isPatient();
                    case VISITA -> source.equals("visita");
                };
        if (!may) {
            throw CommonRefusal.FORBIDDEN
                    .because("Only the clinic may do this.")
                    .asException();
        }
    }

    /** Whether the caller may know of it at all. */
    boolean reaches(Booking booking) {
        return reach.covers(booking.visit().practitionerId(), booking.visit().locationId());
    }

    boolean isPatient() {
        return actor.kind() == Actor.Kind.PATIENT;
    }
}
