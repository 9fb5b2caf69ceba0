package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.contracts.Actor;
import org.visita.contracts.EventType;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Change;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Leaves the event of a change in the outbox, in the transaction of the change. */
@ApplicationScoped
class BookingAnnouncer {

    private final Outbox outbox;

    @Inject
    BookingAnnouncer(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> announceCreated(Booking.Booked booked, Actor actor) {
        return announce(EventType.BOOKING_CREATED, booked, List.of(), actor);
    }

    Uni<Void> announceUpdated(Booking before, Booking.Booked after, Actor actor) {
        return announce(EventType.BOOKING_UPDATED, after, changes(before, after), actor);
    }

    Uni<Void> announceCancelled(Booking before, Booking.Cancelled after, Actor actor) {
        return announce(EventType.BOOKING_CANCELLED, after, changes(before, after), actor);
    }

    private Uni<Void> announce(EventType type, Booking booking, List<Change> changes, Actor actor) {
        UUID eventId = Ids.next();
        BookingEvent event = new BookingEvent(
                eventId.toString(),
                type.code(),
                booking.head().updatedAt(),
                Snapshots.of(booking),
                changes,
                actor,
                booking.head().origin());
        return outbox.append(OutboxRecord.of(eventId, type, booking.head().id().toString(), event));
    }

    private static List<Change> changes(Booking before, Booking after) {
        Map<String, String> old = fields(Snapshots.of(before));
        List<Change> changes = new ArrayList<>();
        fields(Snapshots.of(after)).forEach((field, value) -> {
            if (!Objects.equals(old.get(field), value)) {
                changes.add(new Change(field, old.get(field), value));
            }
        });
        changes.addAll(
                changesOfEquipment(before.visit().equipmentIds(), after.visit().equipmentIds()));
        return changes;
    }

    /** Of a list, one change for each that left and for each that came. */
    private static List<Change> changesOfEquipment(List<UUID> before, List<UUID> after) {
        List<Change> changes = new ArrayList<>();
        before.stream()
                .filter(id -> !after.contains(id))
                .forEach(left -> changes.add(new Change("equipmentIds", left.toString(), null)));
        after.stream()
                .filter(id -> !before.contains(id))
                .forEach(came -> changes.add(new Change("equipmentIds", null, came.toString())));
        return changes;
    }

    /** Every field with one value that can change. */
    private static Map<String, String> fields(BookingSnapshot booking) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("status", booking.status().name());
        fields.put("start", booking.start().toString());
        fields.put("end", booking.end().toString());
        fields.put("zone", booking.zone());
        fields.put("practitionerId", booking.practitionerId());
        fields.put("locationId", booking.locationId());
        fields.put("roomId", booking.roomId());
        fields.put("modality", booking.modality().name());
        fields.put("sessionId", booking.sessionId());
        return fields;
    }
}
