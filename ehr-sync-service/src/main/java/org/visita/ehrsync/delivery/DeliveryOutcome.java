package org.visita.ehrsync.delivery;

import java.time.Duration;

/** How a delivery went. */
public sealed interface DeliveryOutcome {

    /**
     * The EHR holds the booking.
     *
     * @param version that it holds; newer than the delivered one if somebody was faster
     * @param externalId id of the Appointment
     */
    record Written(int version, String externalId) implements DeliveryOutcome {
        public Written {
            externalId = StorableText.of(externalId);
        }
    }

    /**
     * It did not work this time, and may the next.
     *
     * @param slow whether the cure takes time, as where the EHR misses something that the Appointment refers to
     */
    record Retry(Failure failure, boolean slow) implements DeliveryOutcome {}

    /** It will never work like this. */
    record Refused(Failure failure) implements DeliveryOutcome {}

    /**
     * The EHR as a whole seems to be in trouble.
     *
     * @param atOnce whether one such failure is proof enough
     * @param retryAfter how long it asks us to stay away; null if it does not say
     */
    record Unavailable(Failure failure, boolean atOnce, Duration retryAfter) implements DeliveryOutcome {}

    /** The EHR does not accept us, whatever we send. */
    record AccessRefused(Failure failure) implements DeliveryOutcome {}

    /** A part of Visita is not ready; the EHR was not bothered.  */
    record NotYet(Failure failure, Duration pause) implements DeliveryOutcome {}

    /** As it stands in the log of attempts and in the metrics. */
    default String code() {
        return switch (this) {
            case Written written -> "written";
            case Retry retry -> "retry";
            case Refused refused -> "refused";
            case Unavailable unavailable -> "unavailable";
            case AccessRefused refused -> "access-refused";
            case NotYet notYet -> "not-yet";
        };
    }

    /** What went wrong; null if nothing did. */
    default Failure problem() {
        return switch (this) {
            case Written written -> null;
            case Retry retry -> retry.failure();
            case Refused refused -> refused.failure();
            case Unavailable unavailable -> unavailable.failure();
            case AccessRefused refused -> refused.failure();
            case NotYet notYet -> notYet.failure();
        };
    }
}
