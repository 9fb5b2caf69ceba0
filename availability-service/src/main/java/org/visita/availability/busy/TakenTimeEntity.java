package org.visita.availability.busy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "taken_time")
@IdClass(TakenTimeEntity.Key.class)
class TakenTimeEntity {

    @Id
    String clinic;

    @Id
    @Column(name = "booking_id")
    UUID bookingId;

    int version;

    boolean live;

    @Column(name = "practitioner_id")
    UUID practitionerId;

    @Column(name = "room_id")
    UUID roomId;

    @Column(name = "start_at")
    Instant startAt;

    @Column(name = "end_at")
    Instant endAt;

    record Key(String clinic, UUID bookingId) implements Serializable {}
}
