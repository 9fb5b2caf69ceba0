package org.visita.availability.busy;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.catalog.ToRules;
import org.visita.rules.Modality;
import org.visita.rules.Timeline;

/**
 * A booking, as far as searches need it. Kept by the hundred thousand: ids of the catalog are shared texts, times are
 * epoch seconds, rounded so that the visit grows.
 *
 * @param live whether it takes its time
 * @param counts whether limits count it: a no-show counts, but its time is free again
 * @param roomId null if it takes none
 * @param sessionId the group session that it has a seat of; null if it is no group's
 * @param from start with the buffers
 * @param to end with the buffers, exclusive
 * @param start of the visit itself
 * @param end of the visit itself, exclusive
 * @param date of the start, in the zone that the booking has; as epoch day
 * @param forgetAt when it no longer matters which version of it is known
 * @param outside whether only its version is kept, because it lies outside of the window
 */
record TakenVisit(
        UUID id,
        int version,
        boolean live,
        boolean counts,
        String practitionerId,
        String roomId,
        List<String> equipmentIds,
        String visitTypeId,
        String locationId,
        Modality modality,
        UUID sessionId,
        long from,
        long to,
        long start,
        long end,
        int date,
        long forgetAt,
        boolean outside) {

    private static final Set<BookingStatus> FREE =
            Set.of(BookingStatus.CANCELLED, BookingStatus.NO_SHOW, BookingStatus.ENTERED_IN_ERROR);

    private static final Set<BookingStatus> UNCOUNTED = Set.of(BookingStatus.CANCELLED, BookingStatus.ENTERED_IN_ERROR);

    /** Where a group's session is looked for. */
    record Post(String visitTypeId, String practitionerId, String locationId) {}

    /** What limits count. */
    record Given(String practitionerId, String visitTypeId) {}

    TakenVisit {
        if (start < from || start >= end || end > to) {
            throw new IllegalArgumentException("a visit takes time, and lies within its buffers");
        }
    }

    /** @throws IllegalArgumentException or NullPointerException if the event reads, but says nothing that can be kept */
    static TakenVisit of(BookingSnapshot booking) {
        try {
            long to = Timeline.ceilSecond(booking.occupiedTo());
            return new TakenVisit(
                    UUID.fromString(booking.id()),
                    booking.version(),
                    !FREE.contains(booking.status()),
                    !UNCOUNTED.contains(booking.status()),
                    id(booking.practitionerId()),
                    booking.roomId() == null ? null : id(booking.roomId()),
                    booking.equipmentIds().stream().map(TakenVisit::id).toList(),
                    id(booking.visitTypeId()),
                    id(booking.locationId()),
                    booking.modality() == null ? Modality.IN_PERSON : ToRules.modality(booking.modality()),
                    booking.sessionId() == null ? null : UUID.fromString(booking.sessionId()),
                    booking.occupiedFrom().getEpochSecond(),
                    to,
                    booking.start().getEpochSecond(),
                    Timeline.ceilSecond(booking.end()),
                    Math.toIntExact(booking.start()
                            .atZone(ZoneId.of(booking.zone()))
                            .toLocalDate()
                            .toEpochDay()),
                    to,
                    false);
        } catch (DateTimeException | ArithmeticException notOne) {
            throw new IllegalArgumentException("a time or a zone of the booking is none", notOne);
        }
    }

    /** The id as one shared text, in the form that the catalog has it in. */
    static String id(String id) {
        return id(UUID.fromString(id));
    }

    static String id(UUID id) {
        return id.toString().intern();
    }

    /** What it takes. */
    List<String> resources() {
        List<String> resources = new ArrayList<>(equipmentIds);
        resources.add(practitionerId);
        if (roomId != null) {
            resources.add(roomId);
        }
        return resources;
    }

    Post post() {
        return new Post(visitTypeId, practitionerId, locationId);
    }

    Given given() {
        return new Given(practitionerId, visitTypeId);
    }

    /** Whether the other one is newer, or the same one, now that it is needed. */
    boolean isReplacedBy(TakenVisit other) {
        return version < other.version || outside && version == other.version && !other.outside;
    }

    /** Takes and counts nothing, but is known, so that an older version that comes late is recognised. */
    TakenVisit asOutside() {
        return with(false, false, List.of(), forgetAt, true);
    }

    /** Takes and counts nothing here: what it does stands among the holds, until it expires. */
    TakenVisit asHeld() {
        return with(false, false, List.of(), forgetAt, outside);
    }

    /** The same, remembered for as long as the version before it. */
    TakenVisit rememberedLike(TakenVisit before) {
        return before.forgetAt <= forgetAt ? this : with(live, counts, equipmentIds, before.forgetAt, outside);
    }

    private TakenVisit with(boolean live, boolean counts, List<String> equipmentIds, long forgetAt, boolean outside) {
        return new TakenVisit(
                id,
                version,
                live,
                counts,
                practitionerId,
                roomId,
                equipmentIds,
                visitTypeId,
                locationId,
                modality,
                sessionId,
                from,
                to,
                start,
                end,
                date,
                forgetAt,
                outside);
    }
}
