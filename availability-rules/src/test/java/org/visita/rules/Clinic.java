package org.visita.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A clinic under test: Ada and Ben, one location with one zone, or a second one elsewhere. Times are local and written
 * as text; 24:00 is written 00:00. {@link Asking} asks it, {@link Diary} has what is taken.
 */
final class Clinic {

    static final String LOCATION = "north";
    static final String ELSEWHERE = "south";
    static final String ADA = "ada";
    static final String BEN = "ben";
    static final String PATIENT = "patient";

    static final Set<Modality> IN_PERSON = Set.of(Modality.IN_PERSON);
    static final Set<Modality> TELEHEALTH = Set.of(Modality.TELEHEALTH);

    final ZoneId zone;
    final Diary diary = new Diary(this);
    private final List<CatalogPart> parts = new ArrayList<>();
    private final List<WeeklyWindow> opening = new ArrayList<>();
    private VisitType type = Visits.halfHours().type();

    private Clinic(String zone) {
        this.zone = ZoneId.of(zone);
        parts.add(new Practitioner(ADA, Set.of("skin"), Set.of("de", "pt-BR")));
        parts.add(new Practitioner(BEN, Set.of(), Set.of("den")));
    }

    static Clinic in(String zone) {
        return new Clinic(zone);
    }

    Clinic has(CatalogPart... more) {
        parts.addAll(Arrays.asList(more));
        return this;
    }

    Clinic elsewhere(String otherZone) {
        return has(new Location(ELSEWHERE, ZoneId.of(otherZone), List.of()));
    }

    Clinic opens(DayOfWeek day, String start, String end) {
        opening.add(window(day, start, end));
        return this;
    }

    /** Ada works, for visits in person. */
    Clinic hours(DayOfWeek day, String start, String end) {
        return hours(ADA, LOCATION, IN_PERSON, day, start, end);
    }

    Clinic hours(String practitionerId, DayOfWeek day, String start, String end) {
        return hours(practitionerId, LOCATION, IN_PERSON, day, start, end);
    }

    Clinic hours(Set<Modality> how, DayOfWeek day, String start, String end) {
        return hours(ADA, LOCATION, how, day, start, end);
    }

    Clinic hours(String who, String where, Set<Modality> how, DayOfWeek day, String start, String end) {
        return has(new Schedule(number(), who, where, how, null, null, List.of(window(day, start, end))));
    }

    /** Ada works, from the first date to the last. */
    Clinic hoursWithin(String first, String last, DayOfWeek day, String start, String end) {
        return has(new Schedule(
                number(),
                ADA,
                LOCATION,
                IN_PERSON,
                LocalDate.parse(first),
                LocalDate.parse(last),
                List.of(window(day, start, end))));
    }

    /** Ada has other hours on that date, written as "09:00-10:00". */
    Clinic override(String date, String... windows) {
        return override(IN_PERSON, date, windows);
    }

    Clinic override(Set<Modality> how, String date, String... windows) {
        return has(new DateOverride(
                number(),
                ADA,
                LOCATION,
                LocalDate.parse(date),
                how,
                Arrays.stream(windows)
                        .map(window -> window.split("-"))
                        .map(ends -> new LocalWindow(LocalTime.parse(ends[0]), LocalTime.parse(ends[1])))
                        .toList()));
    }

    Clinic timeOff(String practitionerId, String from, String to) {
        return has(new TimeOff(number(), practitionerId, at(from), at(to)));
    }

    Clinic holiday(String first, String last) {
        return has(new Holiday(number(), Set.of(LOCATION), LocalDate.parse(first), LocalDate.parse(last)));
    }

    Clinic room(String id) {
        return has(new Room(id, LOCATION));
    }

    Clinic device(String id, String kind) {
        return has(new Equipment(id, LOCATION, kind));
    }

    Clinic offers(Visits visits) {
        type = visits.type();
        return this;
    }

    Clinic busy(String resourceId, String from, String to) {
        diary.busy(resourceId, from, to);
        return this;
    }

    VisitType type() {
        return type;
    }

    ClinicCatalog catalog() {
        List<CatalogPart> all = new ArrayList<>(parts);
        all.add(new Location(LOCATION, zone, opening));
        all.add(type);
        return ClinicCatalog.of(all);
    }

    Asking asking() {
        return new Asking(this);
    }

    /** All starts on one local date; see {@link Asking#startsOn}. */
    List<String> startsOn(String date) {
        return asking().startsOn(date);
    }

    Decision decide(String start) {
        return asking().decide(start);
    }

    /** A local date and time, or with an offset where the local clock says it twice. */
    Instant at(String text) {
        return text.matches(".*([+-]\\d\\d:\\d\\d|Z)$")
                ? Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text))
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    private String number() {
        return "" + parts.size();
    }

    private static WeeklyWindow window(DayOfWeek day, String start, String end) {
        return new WeeklyWindow(day, LocalTime.parse(start), LocalTime.parse(end));
    }
}
