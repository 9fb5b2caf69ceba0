package org.visita.ehrsync.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.visita.contracts.DeadLetterHeaders;
import org.visita.contracts.Topics;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.OutboxRecord;

/** The original event, as it goes to the dead letters: its own headers, and coded ones that say why. */
final class DeadLetterRecord {

    private DeadLetterRecord() {}

    static OutboxRecord of(
            ClaimedDelivery delivery, Verdict.GiveUp giveUp, Failure failure, Instant firstFailedAt, Instant now) {
        Map<String, String> headers = new HashMap<>(delivery.headers());
        headers.put(DeadLetterHeaders.CLASS, giveUp.deadClass());
        headers.put(DeadLetterHeaders.CODE, failure.code());
        headers.put(DeadLetterHeaders.MESSAGE, failure.message());
        headers.put(DeadLetterHeaders.ATTEMPTS, Integer.toString(giveUp.attempts()));
        headers.put(DeadLetterHeaders.CONNECTION, delivery.connection().id().toString());
        headers.put(DeadLetterHeaders.FIRST_FAILED_AT, firstFailedAt.toString());
        headers.put(DeadLetterHeaders.LAST_FAILED_AT, now.toString());
        headers.put(DeadLetterHeaders.ORIGIN, delivery.origin());
        if (failure.status() != null) {
            headers.put(DeadLetterHeaders.HTTP_STATUS, failure.status().toString());
        }
        return new OutboxRecord(
                Ids.next(),
                Topics.BOOKING_EVENTS_DEAD_LETTER,
                delivery.bookingId(),
                delivery.event().type(),
                delivery.bytes(),
                headers);
    }
}
