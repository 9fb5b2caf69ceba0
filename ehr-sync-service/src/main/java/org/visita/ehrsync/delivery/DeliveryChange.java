package org.visita.ehrsync.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * The row of a delivery after a worker's return, as the table takes it.
 *
 * @param lease that guards the change
 * @param version that the EHR holds; null if that is not news
 * @param external id of the Appointment; null if that is not news
 * @param pause seconds until it is due
 * @param letter its dead letter; null if it has none
 * @param asked whether the EHR may know of the booking by this try; else it does not count as one
 */
record DeliveryChange(
        String clinic,
        UUID connection,
        String booking,
        UUID lease,
        String state,
        Integer version,
        String external,
        int attempts,
        double pause,
        Instant first,
        Instant last,
        UUID letter,
        boolean asked) {

    /** The wanted version may have moved on meanwhile: then the delivery is due again, at once. */
    static DeliveryChange written(ClaimedDelivery claimed, DeliveryOutcome.Written written, DeliveryRecord before) {
        boolean behind = before.wantedVersion() > written.version();
        return of(
                claimed,
                behind ? "pending" : "written",
                written.version(),
                written.externalId(),
                0,
                0,
                null,
                null,
                behind ? before.deadLetter() : null);
    }

    /** @param failed whether the EHR was at fault, or the booking; false where the EHR was not bothered */
    static DeliveryChange again(ClaimedDelivery claimed, Verdict.Again again, DeliveryRecord before, boolean failed) {
        boolean counted = again.attempts() > before.attempts();
        Instant first = counted
                ? before.firstFailure()
                // An outage in between: the age starts anew.
                : failed ? null : before.firstFailedAt();
        return of(
                claimed,
                before.state(),
                null,
                null,
                again.attempts(),
                Seconds.of(again.pause()),
                first,
                failed ? before.now() : before.lastFailedAt(),
                before.deadLetter());
    }

    static DeliveryChange afresh(ClaimedDelivery claimed, DeliveryRecord before) {
        return of(claimed, before.state(), null, null, 0, 0, null, null, before.deadLetter());
    }

    static DeliveryChange dead(ClaimedDelivery claimed, Verdict.GiveUp giveUp, DeliveryRecord before, UUID deadLetter) {
        return of(claimed, "dead", null, null, giveUp.attempts(), 0, before.firstFailure(), before.now(), deadLetter);
    }

    DeliveryChange neverAsked() {
        return new DeliveryChange(
                clinic,
                connection,
                booking,
                lease,
                state,
                version,
                external,
                attempts,
                pause,
                first,
                last,
                letter,
                false);
    }

    private static DeliveryChange of(
            ClaimedDelivery claimed,
            String state,
            Integer version,
            String external,
            int attempts,
            double pause,
            Instant first,
            Instant last,
            UUID letter) {
        return new DeliveryChange(
                claimed.connection().clinic(),
                claimed.connection().id(),
                claimed.bookingId(),
                claimed.lease(),
                state,
                version,
                external,
                attempts,
                pause,
                first,
                last,
                letter,
                true);
    }
}
