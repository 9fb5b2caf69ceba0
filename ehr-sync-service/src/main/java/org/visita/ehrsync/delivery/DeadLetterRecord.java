package org.visita.ehrsync.delivery;

import java.util.HashMap;
import java.util.Map;
import org.visita.contracts.DeadLetterHeaders;
import org.visita.contracts.Topics;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.OutboxRecord;

/** The original event, as it goes to the dead letters: its own headers, and coded ones that say why. */
final class DeadLetterRecord {

    private DeadLetterRecord() {}

    static OutboxRecord of(GivenUp givenUp) {
        ClaimedDelivery delivery = givenUp.delivery();
        Failure failure = givenUp.failure();
        Map<String, String> headers = new HashMap<>(delivery.headers());
        headers.put(DeadLetterHeaders.CLASS, givenUp.verdict().deadClass());
        headers.put(DeadLetterHeaders.CODE, failure.code());
        headers.put(DeadLetterHeaders.MESSAGE, failure.message());
        headers.put(
                DeadLetterHeaders.ATTEMPTS, Integer.toString(givenUp.verdict().attempts()));
        headers.put(DeadLetterHeaders.CONNECTION, delivery.connection().id().toString());
        headers.put(
                DeadLetterHeaders.FIRST_FAILED_AT,
                givenUp.before().firstFailure().toString());
        headers.put(DeadLetterHeaders.LAST_FAILED_AT, givenUp.before().now().toString());
        headers.put(DeadLetterHeaders.ORIGIN, delivery.origin());
        headers.put(DeadLetterHeaders.ID, givenUp.letter().toString());
        if (!failure.cause().isEmpty()) {
            headers.put(DeadLetterHeaders.CAUSE, failure.cause());
        }
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
