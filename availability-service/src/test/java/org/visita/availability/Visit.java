package org.visita.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.visita.contracts.Actor;
import org.visita.contracts.Modality;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Hold;

/** A booking as booking-service would announce it: in person, of half an hour and not held, unless said. */
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
        ZoneId zone,
        Hold hold) {

    public Visit(
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
        this(
                id,
                clinic,
                version,
                status,
                visitType,
                practitioner,
                location,
                room,
                equipment,
                session,
                start,
                duration,
                zone,
                null);
    }

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
                zone,
                hold);
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
                zone,
                null);
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
                zone,
                hold);
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
                zone,
                null);
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
                zone,
                hold);
    }

    /** The same, at that time of another day. */
    public Visit onDay(LocalDate date) {
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
                session,
                date.atTime(start.atZone(zone).toLocalTime()).atZone(zone).toInstant(),
                duration,
                zone,
                hold);
    }

    /** The same, taking these too. */
    public Visit with(String otherRoom, String... devices) {
        return new Visit(
                id,
                clinic,
                version,
                status,
                visitType,
                practitioner,
                location,
                otherRoom,
                List.of(devices),
                session,
                start,
                duration,
                zone,
                hold);
    }

    /** The same, not yet booked: held by them until then. */
    public Visit heldBy(Actor actor, Instant until) {
        return new Visit(
                id,
                clinic,
                version,
                BookingStatus.HELD,
                visitType,
                practitioner,
                location,
                room,
                equipment,
                session,
                start,
                duration,
                zone,
                new Hold(actor, until));
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
                session,
                hold);
    }
}
