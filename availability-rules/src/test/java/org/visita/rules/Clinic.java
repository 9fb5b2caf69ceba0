package org.visita.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A clinic under test: one location with one zone, any practitioners and rooms, asked in local time. */
final class Clinic {

    static final String LOCATION = "north";
    static final String ADA = "ada";
    static final String BEN = "ben";
    static final String PATIENT = "patient";

    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("HH:mmXXX");

    final ZoneId zone;
    private final List<Room> rooms = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();
    private final List<Busy> busy = new ArrayList<>();
    private VisitType type = Visits.halfHours().type();
    private Instant now = Instant.EPOCH;

    private Clinic(String zone) {
        this.zone = ZoneId.of(zone);
    }

    static Clinic in(String zone) {
        return new Clinic(zone);
    }

    /** Ada works; an end of 24:00 is written as 00:00. */
    Clinic hours(DayOfWeek day, String start, String end) {
        return hours(ADA, day, start, end);
    }

    Clinic hours(String practitionerId, DayOfWeek day, String start, String end) {
        return schedule(practitionerId, null, null, day, start, end);
    }

    Clinic schedule(String practitionerId, LocalDate from, LocalDate to, DayOfWeek day, String start, String end) {
        WeeklyWindow window = new WeeklyWindow(day, LocalTime.parse(start), LocalTime.parse(end));
        schedules.add(new Schedule("s" + schedules.size(), practitionerId, LOCATION, from, to, List.of(window)));
        return this;
    }

    Clinic room(String id) {
        rooms.add(new Room(id, LOCATION));
        return this;
    }

    Clinic offers(Visits visits) {
        return offers(visits.type());
    }

    Clinic offers(VisitType visitType) {
        type = visitType;
        return this;
    }

    Clinic busy(String resourceId, String from, String to) {
        busy.add(new Busy(resourceId, at(from), at(to)));
        return this;
    }

    Clinic now(Instant instant) {
        now = instant;
        return this;
    }

    /** A local date and time, or with an offset where the local clock says it twice. */
    Instant at(String text) {
        return text.matches(".*([+-]\\d\\d:\\d\\d|Z)$")
                ? Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text))
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    ClinicCatalog catalog() {
        return new ClinicCatalog(
                List.of(new Location(LOCATION, zone)),
                rooms,
                List.of(new Practitioner(ADA), new Practitioner(BEN)),
                List.of(type),
                schedules);
    }

    BusyTimes busyTimes() {
        return BusyTimes.of(busy);
    }

    List<Slot> slots(Instant from, Instant to) {
        return Availability.slots(catalog(), busyTimes(), query(from, to));
    }

    List<Slot> slots(String from, String to) {
        return slots(at(from), at(to));
    }

    SlotQuery query(Instant from, Instant to) {
        // The fixed "now" is the query's start unless the test is about notice and horizon.
        return new SlotQuery(
                type.id(), from, to, Set.of(), Set.of(), now.equals(Instant.EPOCH) ? from : now, SlotQuery.MAX_LIMIT);
    }

    /** Starts on one local date as "08:00+02:00": the offset tells two equal labels apart. */
    List<String> startsOn(String date) {
        LocalDate day = LocalDate.parse(date);
        return labels(slots(
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant()));
    }

    List<String> labels(List<Slot> slots) {
        return slots.stream()
                .map(slot -> LABEL.format(slot.start().atZone(zone)))
                .toList();
    }

    Decision decide(String start) {
        return decide(at(start), null);
    }

    Decision decide(Instant start, String practitionerId) {
        return Availability.decide(catalog(), busyTimes(), request(start, practitionerId));
    }

    VisitRequest request(Instant start, String practitionerId) {
        return new VisitRequest(
                type.id(), start, practitionerId, null, PATIENT, now.equals(Instant.EPOCH) ? start : now);
    }
}
