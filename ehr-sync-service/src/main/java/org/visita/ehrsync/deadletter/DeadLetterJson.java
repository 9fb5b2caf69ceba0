package org.visita.ehrsync.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.visita.ehrsync.Columns;

/** Dead letters as they stand on the wire. */
final class DeadLetterJson {

    private DeadLetterJson() {}

    /**
     * A version of a booking that an EHR does not hold, and that nobody tries to bring there any more.
     *
     * @param version of the booking
     * @param deadClass {@code permanent} or {@code exhausted}
     * @param code what went wrong last
     * @param status of the EHR's last answer; null if there was none
     * @param attempts failures that counted
     * @param externalId id of the Appointment in the EHR, which holds an older version; null if it holds none
     */
    record View(
            String id,
            String connectionId,
            String bookingId,
            int version,
            @JsonProperty("class") String deadClass,
            String code,
            String message,
            Integer status,
            int attempts,
            Instant firstFailedAt,
            Instant lastFailedAt,
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
                    (Integer) row[7],
                    (Integer) row[8],
                    Columns.instant(row[9]),
                    Columns.instant(row[10]),
                    (String) row[11]);
        }
    }
}
