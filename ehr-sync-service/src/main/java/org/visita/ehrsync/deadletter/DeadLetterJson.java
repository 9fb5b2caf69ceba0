package org.visita.ehrsync.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.visita.ehrsync.Columns;

/** Dead letters as they stand in lists. */
final class DeadLetterJson {

    /** Columns of a {@link View}, of {@code dead_letter l} and {@code delivery d}. */
    static final String COLUMNS = """
            l.id, l.connection_id, l.booking_id, l.version, l.class, l.code, l.cause, l.message, l.status, l.attempts,
            l.first_failed_at, l.last_failed_at, l.state, l.because, d.external_id""";

    /** How many columns that are. */
    static final int WIDTH = 15;

    private DeadLetterJson() {}

    /**
     * A version of a booking that an EHR would not take.
     *
     * @param version of the booking
     * @param deadClass {@code permanent} or {@code exhausted}
     * @param code what went wrong last
     * @param cause what exactly; empty if there is no more to say
     * @param status of the EHR's last answer; null if there was none
     * @param attempts failures that counted
     * @param state {@code open}, {@code retrying}, {@code resolved} or {@code discarded}
     * @param because what set it going again or brought it home; null if nothing did
     * @param externalId id of the Appointment in the EHR, which holds an older version; null if it holds none
     */
    record View(
            String id,
            String connectionId,
            String bookingId,
            int version,
            @JsonProperty("class") String deadClass,
            String code,
            String cause,
            String message,
            Integer status,
            int attempts,
            Instant firstFailedAt,
            Instant lastFailedAt,
            String state,
            String because,
            String externalId) {

        /** Columns in the order of the components. */
        static View of(Object[] row) {
            return new View(
                    ((UUID) row[0]).toString(),
                    ((UUID) row[1]).toString(),
                    (String) row[2],
                    (Integer) row[3],
                    (String) row[4],
                    (String) row[5],
                    (String) row[6],
                    (String) row[7],
                    (Integer) row[8],
                    (Integer) row[9],
                    Columns.instant(row[10]),
                    Columns.instant(row[11]),
                    (String) row[12],
                    (String) row[13],
                    (String) row[14]);
        }
    }

    /**
     * What has one cause at one connection.
     *
     * @param connectionId null for records that could not be read: they name none
     * @param count of those that are open
     * @param exampleId one of them
     */
    record Issue(
            String connectionId,
            String code,
            String cause,
            int count,
            Instant firstSeenAt,
            Instant lastSeenAt,
            String exampleId) {

        /** Columns in the order of the components. */
        static Issue of(Object[] row) {
            return new Issue(
                    row[0] == null ? null : row[0].toString(),
                    (String) row[1],
                    (String) row[2],
                    Math.toIntExact((Long) row[3]),
                    Columns.instant(row[4]),
                    Columns.instant(row[5]),
                    row[6].toString());
        }
    }
}
