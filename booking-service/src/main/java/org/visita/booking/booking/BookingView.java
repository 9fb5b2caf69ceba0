package org.visita.booking.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Cancellation;
import org.visita.booking.sync.SyncView;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.kit.audit.OfPatient;

/**
 * A booking as callers see it.
 *
 * @param patientStatus {@code new} or {@code returning}, if it was said
 * @param modality {@code in-person} or {@code telehealth}
 * @param start with the offset of the location's zone
 * @param holdExpiresAt from when on a hold holds nothing; absent in every other state
 * @param ehr how far it has come on its way to each connected EHR
 */
public record BookingView(
        String id,
        int version,
        String status,
        String patientId,
        String patientStatus,
        String visitTypeId,
        String practitionerId,
        String locationId,
        String modality,
        String roomId,
        List<String> equipmentIds,
        OffsetDateTime start,
        OffsetDateTime end,
        String zone,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt,
        CancellationView cancellation,
        OffsetDateTime holdExpiresAt,
        String origin,
        List<SyncView> ehr)
        implements OfPatient {

    /** Who wanted the cancellation, and why. */
    public record CancellationView(String by, String reason) {

        static CancellationView of(Cancellation why) {
            return new CancellationView(code(why.by()), code(why));
        }
    }

    static BookingView of(Booking booking, List<SyncView> ehr) {
        BookingSnapshot snapshot = Snapshots.of(booking);
        ZoneId zone = booking.visit().zone();
        return new BookingView(
                snapshot.id(),
                snapshot.version(),
                statusOf(booking),
                snapshot.patientId(),
                booking.visit().patientStatus() == null
                        ? null
                        : code(booking.visit().patientStatus()),
                snapshot.visitTypeId(),
                snapshot.practitionerId(),
                snapshot.locationId(),
                code(snapshot.modality()),
                snapshot.roomId(),
                snapshot.equipmentIds(),
                in(zone, snapshot.start()),
                in(zone, snapshot.end()),
                snapshot.zone(),
                in(ZoneId.of("Z"), snapshot.createdAt()),
                in(ZoneId.of("Z"), snapshot.updatedAt()),
                booking instanceof Booking.Cancelled cancelled ? CancellationView.of(cancelled.why()) : null,
                booking instanceof Booking.Held held
                        ? in(ZoneId.of("Z"), held.hold().expiresAt())
                        : null,
                booking.head().origin(),
                ehr);
    }

    static String statusOf(Booking booking) {
        return Snapshots.status(booking).name().toLowerCase(Locale.ROOT);
    }

    public static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static OffsetDateTime in(ZoneId zone, Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
