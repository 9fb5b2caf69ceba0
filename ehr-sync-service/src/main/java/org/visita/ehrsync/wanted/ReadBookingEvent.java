package org.visita.ehrsync.wanted;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.topics.EventJson;
import org.visita.kit.topics.UnreadableEventException;

/** Reads booking events. Lets nothing pass that would fail later on: what is read can be stored and delivered. */
final class ReadBookingEvent {

    /** As in the schema: the characters of a FHIR id. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private ReadBookingEvent() {}

    /** Empty if the bytes are no booking event. */
    static Optional<BookingEvent> from(byte[] bytes) {
        try {
            return Optional.of(EventJson.read(bytes, BookingEvent.class)).filter(ReadBookingEvent::isWhole);
        } catch (UnreadableEventException notOne) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(BookingEvent event) {
        return event.booking() != null
                && event.origin() != null
                && areTimes(event.occurredAt())
                && isWhole(event.booking());
    }

    private static boolean isWhole(BookingSnapshot booking) {
        return areIds(
                        booking.id(),
                        booking.clinic(),
                        booking.patientId(),
                        booking.visitTypeId(),
                        booking.practitionerId(),
                        booking.locationId())
                && areTimes(booking.start(), booking.end(), booking.createdAt())
                && booking.version() >= 1
                && booking.status() != null
                && (booking.status() == BookingStatus.CANCELLED) == isCoded(booking);
    }

    private static boolean isCoded(BookingSnapshot booking) {
        return booking.cancellation() != null
                && booking.cancellation().by() != null
                && booking.cancellation().reason() != null;
    }

    private static boolean areIds(String... ids) {
        return Stream.of(ids).allMatch(id -> id != null && ID.matcher(id).matches());
    }

    private static boolean areTimes(Instant... times) {
        List<Instant> all = Stream.of(times).filter(Objects::nonNull).toList();
        return all.size() == times.length
                && all.stream().allMatch(time -> time.isAfter(EARLIEST) && time.isBefore(LATEST));
    }
}
