package org.visita.local.bench.sync;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.visita.contracts.Actor;
import org.visita.contracts.Coding;
import org.visita.contracts.EventType;
import org.visita.contracts.Identifier;
import org.visita.contracts.Modality;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.contracts.catalog.VisitTypeEntry;

/**
 * Whose bookings are delivered: 50 practitioners who work around the clock at one location, one visit type of half an
 * hour, 2,000 patients. The EHR knows practitioners and location under identifiers of its own, whose values are our ids.
 */
final class SyncClinic {

    static final Coding SERVICE_TYPE = new Coding("http://snomed.info/sct", "394802001");
    static final String PRACTITIONERS_IN_EHR = "https://ehr.example/practitioner";
    static final String LOCATIONS_IN_EHR = "https://ehr.example/location";

    private static final Duration VISIT = Duration.ofMinutes(30);
    private static final int PRACTITIONERS = 50;
    private static final int PATIENTS = 2_000;
    private static final long SEED = 11;

    private final String id;
    private final Instant first;
    private final Random random = new Random(SEED);
    private final String visitType = uuid();
    private final String location = uuid();
    private final List<String> practitioners = ids(PRACTITIONERS);
    private final List<String> patients = ids(PATIENTS);
    private int made;

    /** @param first start of the first visits */
    SyncClinic(String id, Instant first) {
        this.id = id;
        this.first = first;
    }

    List<CatalogEntry> catalog() {
        Stream<CatalogEntry> staff = practitioners.stream().flatMap(this::practitioner);
        LocationEntry place =
                new LocationEntry("Europe/Berlin", List.of(new Identifier(LOCATIONS_IN_EHR, location)), List.of());
        return Stream.concat(
                        staff,
                        Stream.of(
                                CatalogEntry.of(location, id, 1, place), CatalogEntry.of(visitType, id, 1, halfHour())))
                .toList();
    }

    private Stream<CatalogEntry> practitioner(String practitioner) {
        List<ScheduleEntry.Window> always = Arrays.stream(DayOfWeek.values())
                .map(day -> new ScheduleEntry.Window(day.name(), "00:00", "24:00"))
                .toList();
        PractitionerEntry known = new PractitionerEntry(
                List.of(new Identifier(PRACTITIONERS_IN_EHR, practitioner)), List.of(), List.of());
        ScheduleEntry hours = new ScheduleEntry(practitioner, location, null, null, always, OfferedModality.EITHER);
        return Stream.of(CatalogEntry.of(practitioner, id, 1, known), CatalogEntry.of(uuid(), id, 1, hours));
    }

    private Instant startOf(int turn) {
        return first.plus(VISIT.multipliedBy(turn / PRACTITIONERS));
    }

    /** Bookings that were not made before, each of the next patient and practitioner. */
    List<BookingEvent> book(int count, Instant now) {
        return Stream.generate(() -> book(now)).limit(count).toList();
    }

    private BookingEvent book(Instant now) {
        int turn = made++;
        Instant start = startOf(turn);
        BookingSnapshot booking = new BookingSnapshot(
                uuid(),
                id,
                1,
                BookingStatus.BOOKED,
                patients.get(turn % PATIENTS),
                visitType,
                practitioners.get(turn % PRACTITIONERS),
                location,
                null,
                start,
                start.plus(VISIT),
                "Europe/Berlin",
                start,
                start.plus(VISIT),
                now,
                now,
                null,
                List.of(),
                Modality.IN_PERSON,
                null,
                null);
        Actor actor = new Actor(Actor.Kind.KEY, "bench");
        return new BookingEvent(uuid(), EventType.BOOKING_CREATED.code(), now, booking, List.of(), actor, "api");
    }

    private static VisitTypeEntry halfHour() {
        return new VisitTypeEntry(
                VISIT,
                VISIT,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(365),
                false,
                List.of(),
                List.of(),
                SERVICE_TYPE,
                List.of(),
                List.of(),
                null,
                null,
                1,
                List.of(),
                OfferedModality.IN_PERSON,
                List.of(),
                false);
    }

    private List<String> ids(int count) {
        return Stream.generate(this::uuid).limit(count).toList();
    }

    private String uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x7000L, random.nextLong() & ~(3L << 62) | 2L << 62).toString();
    }
}
