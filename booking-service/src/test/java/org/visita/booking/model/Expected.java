package org.visita.booking.model;

import java.util.function.Function;

/**
 * What the model says of a request.
 *
 * @param code of the refusal; null if it is done
 * @param done takes the answer in; tells the booking that it is about, null if there is none
 */
record Expected(int status, String code, Function<Answer, ModelBooking> done) {

    static Expected refused(int status, String code) {
        return new Expected(status, code, answer -> null);
    }

    static Expected notAllowed() {
        return refused(422, "not-allowed-in-state");
    }

    /** By the rules of time and place. */
    static Expected refused(ModelClinic.Verdict verdict) {
        return refused(verdict.refusal().equals("slot-taken") ? 409 : 422, verdict.refusal());
    }
}
