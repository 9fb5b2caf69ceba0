package org.visita.contracts;

/**
 * Headers that a record on {@link Topics#BOOKING_EVENTS_DEAD_LETTER} carries beside those of the original event. All
 * are coded: no exception texts, no payload, no personal data. They are removed again when the event is replayed.
 */
public final class DeadLetterHeaders {

    /** Every header of this class starts so. */
    public static final String PREFIX = "dead-letter-";

    /** {@code permanent}, {@code exhausted} or {@code unreadable}. */
    public static final String CLASS = PREFIX + "class";

    /** Coded reason, for example {@code target-refused}, {@code dependency-missing}, {@code unreadable-event}. */
    public static final String CODE = PREFIX + "code";

    /** One clean sentence for an operator. */
    public static final String MESSAGE = PREFIX + "message";

    /** What exactly, where there is more to say, for example {@code visit-type/<id>}: ids and codes. */
    public static final String CAUSE = PREFIX + "cause";

    /** HTTP status of the last answer; absent if there was none. */
    public static final String HTTP_STATUS = PREFIX + "http-status";

    /** Attempts made, a decimal number. */
    public static final String ATTEMPTS = PREFIX + "attempts";

    /** Id of the connection; absent for records that could not be read. */
    public static final String CONNECTION = PREFIX + "connection";

    /** Under which operators find it, at {@code /v1/dead-letters/<id>}; absent for records that could not be read. */
    public static final String ID = PREFIX + "id";

    /** RFC 3339 instants. */
    public static final String FIRST_FAILED_AT = PREFIX + "first-failed-at";

    public static final String LAST_FAILED_AT = PREFIX + "last-failed-at";

    /** Where the original record stood: {@code topic/partition/offset}; absent where it is no longer known. */
    public static final String ORIGIN = PREFIX + "origin";

    private DeadLetterHeaders() {}
}
