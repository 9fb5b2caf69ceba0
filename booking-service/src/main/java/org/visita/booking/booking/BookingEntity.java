package org.visita.booking.booking;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.BookingId;
import org.visita.booking.booking.domain.Cancellation;
import org.visita.booking.booking.domain.Hold;
import org.visita.booking.booking.domain.Visit;
import org.visita.contracts.booking.BookingStatus;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;

/** The row of a booking. */
@Entity
@Table(name = "booking")
@IdClass(BookingEntity.Key.class)
class BookingEntity {

    record Key(String clinic, UUID id) implements Serializable {}

    @Id
    String clinic;

    @Id
    UUID id;

    int version;

    @Enumerated(EnumType.STRING)
    BookingStatus status;

    @Column(name = "patient_id")
    UUID patientId;

    @Enumerated(EnumType.STRING)
    @Column(name = "patient_status")
    PatientStatus patientStatus;

    @Column(name = "visit_type_id")
    UUID visitTypeId;

    @Column(name = "practitioner_id")
    UUID practitionerId;

    @Column(name = "location_id")
    UUID locationId;

    @Enumerated(EnumType.STRING)
    Modality modality;

    @Column(name = "room_id")
    UUID roomId;

    @Column(name = "equipment_ids")
    UUID[] equipmentIds;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "start_at")
    Instant startAt;

    @Column(name = "end_at")
    Instant endAt;

    @Column(name = "occupied_from")
    Instant occupiedFrom;

    @Column(name = "occupied_to")
    Instant occupiedTo;

    String zone;

    @Column(name = "visit_date")
    LocalDate visitDate;

    @Enumerated(EnumType.STRING)
    @Column(name = "cancelled_by")
    Cancellation.By cancelledBy;

    @Enumerated(EnumType.STRING)
    @Column(name = "cancel_reason")
    Cancellation cancelReason;

    @Column(name = "hold_by")
    String holdBy;

    @Column(name = "hold_expires_at")
    Instant holdExpiresAt;

    String origin;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static BookingEntity of(Booking booking) {
        BookingEntity row = new BookingEntity();
        row.clinic = booking.head().clinic();
        row.id = booking.head().id().value();
        row.origin = booking.head().origin();
        row.createdAt = booking.head().createdAt();
        row.become(booking);
        return row;
    }

    void become(Booking next) {
        Visit visit = next.visit();
        version = next.head().version();
        updatedAt = next.head().updatedAt();
        patientId = visit.patientId();
        patientStatus = visit.patientStatus();
        visitTypeId = visit.visitTypeId();
        practitionerId = visit.practitionerId();
        locationId = visit.locationId();
        modality = visit.modality();
        roomId = visit.roomId();
        equipmentIds = visit.equipmentIds().toArray(UUID[]::new);
        sessionId = visit.sessionId();
        startAt = visit.start();
        endAt = visit.end();
        occupiedFrom = visit.occupiedFrom();
        occupiedTo = visit.occupiedTo();
        zone = visit.zone().getId();
        visitDate = visit.date();
        status = Snapshots.status(next);
        Cancellation why = next instanceof Booking.Cancelled cancelled ? cancelled.why() : null;
        cancelReason = why;
        cancelledBy = why == null ? null : why.by();
        Hold hold = next instanceof Booking.Held held ? held.hold() : null;
        holdBy = hold == null ? null : hold.by();
        holdExpiresAt = hold == null ? null : hold.expiresAt();
    }

    Booking toDomain() {
        BookingHead head = new BookingHead(new BookingId(id), clinic, version, origin, createdAt, updatedAt);
        Visit visit = new Visit(
                patientId,
                patientStatus,
                visitTypeId,
                practitionerId,
                locationId,
                modality,
                roomId,
                List.of(equipmentIds),
                sessionId,
                startAt,
                endAt,
                occupiedFrom,
                occupiedTo,
                ZoneId.of(zone));
        return switch (status) {
            case HELD -> new Booking.Held(head, visit, new Hold(holdBy, holdExpiresAt));
            case PENDING -> new Booking.Pending(head, visit);
            case BOOKED -> new Booking.Booked(head, visit);
            case CHECKED_IN -> new Booking.CheckedIn(head, visit);
            case FULFILLED -> new Booking.Fulfilled(head, visit);
            case NO_SHOW -> new Booking.NoShow(head, visit);
            case CANCELLED -> new Booking.Cancelled(head, visit, cancelReason);
            case ENTERED_IN_ERROR -> new Booking.EnteredInError(head, visit);
        };
    }
}
