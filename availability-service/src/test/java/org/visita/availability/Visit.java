package org.visita.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.visita.contracts.Modality;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;

/** A booking as booking-service would announce it: in person and of half an hour, unless said. */
public record Visit(
        String id,
        String clinic,
        int version,
        BookingStatus status,
        String visitType,
        String practitioner,
        String location,
        String room,
        List<String> equipment,
        String session,
        Instant start,
        Duration duration,
        ZoneId zone) {

    public Visit at(Instant next) {
        return new Visit(
                id,
                clinic,
                version + 1,
                status,
                visitType,
                practitioner,
                location,
                room,
                equipment,
                session,
                next,
                duration,
                zone);
    }

    public Visit become(BookingStatus next) {
        return new Visit(
                id,
                clinic,
                version + 1,
                next,
                visitType,
                practitioner,
                location,
                room,
                equipment,
                session,
                start,
                duration,
                zone);
    }

    public Visit by(String other) {
        return new Visit(
                id,
                clinic,
                version + 1,
                status,
                visitType,
                other,
                location,
                room,
                equipment,
                session,
                start,
                duration,
                zone);
    }

    /** Another booking of the same kind, at the same time. */
    public Visit another() {
        return new Visit(
                UUID.randomUUID().toString(),
                clinic,
                1,
                BookingStatus.BOOKED,
                visitType,
                practitioner,
                location,
                room,
                equipment,
                session,
                start,
                duration,
                zone);
    }

    public Visit inSession(String other) {
        return new Visit(
                id,
                clinic,
                version,
                status,
                visitType,
                practitioner,
                location,
                room,
                equipment,
                other,
                start,
                duration,
                zone);
    }

    public Visit send() {
        Topic.send(snapshot());
        return this;
    }

    public BookingSnapshot snapshot() {
        Instant end = start.plus(duration);
        return new BookingSnapshot(
                id,
                clinic,
                version,
                status,
                UUID.randomUUID().toString(),
                visitType,
                practitioner,
                location,
                room,
                start,
                end,
                zone.getId(),
                start,
                end,
                start,
                start,
                null,
                equipment,
                Modality.IN_PERSON,
                session);
    }
}
