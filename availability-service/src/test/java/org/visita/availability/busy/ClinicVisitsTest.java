package org.visita.availability.busy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.visita.availability.Visit;
import org.visita.contracts.booking.BookingStatus;
import org.visita.rules.Busy;
import org.visita.rules.BusyTimes;
import org.visita.rules.GroupSession;
import org.visita.rules.Modality;
import org.visita.rules.VisitCount;

/** The index in memory, without a server. */
class ClinicVisitsTest {

    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final List<String> PEOPLE = names(5);
    private static final List<String> ROOMS = names(3);
    private static final List<String> TYPES = names(2);
    private static final List<UUID> SESSIONS = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private static final String PLACE = UUID.randomUUID().toString();
    private static final Window WINDOW = new Window(10 * DAY, 40 * DAY);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(UUID.randomUUID().toString());
        }
        return names;
    }

    @Test
    void any_history_ends_as_if_only_the_newest_versions_had_ever_been() {
        for (int round = 0; round < 200; round++) {
            List<TakenVisit> history = history();
            Map<UUID, TakenVisit> newest = new HashMap<>();
            history.forEach(visit -> newest.merge(visit.id(), visit, (a, b) -> a.version() >= b.version() ? a : b));
            ClinicVisits lived = new ClinicVisits();
            history.forEach(visit -> lived.apply(visit, WINDOW));
            history.forEach(visit -> {
                if (random.nextInt(4) == 0) {
                    lived.apply(visit, WINDOW);
                }
            });
            assertSame(
                    lived,
                    listed(newest.values().stream().filter(WINDOW::touches).toList()));
        }
    }

    /** Versions of each booking in order, those of different bookings mixed. */
    private List<TakenVisit> history() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(UUID.randomUUID());
        }
        Map<UUID, Integer> versions = new HashMap<>();
        List<TakenVisit> history = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            UUID id = ids.get(random.nextInt(ids.size()));
            history.add(visit(id, versions.merge(id, 1, Integer::sum)));
        }
        return history;
    }

    private TakenVisit visit(UUID id, int version) {
        UUID session = random.nextInt(3) == 0 ? SESSIONS.get(random.nextInt(3)) : null;
        // All seats of a session are alike; beginning within the window.
        Random like = session == null ? random : new Random(session.getLeastSignificantBits());
        long start = session == null ? 12L * DAY + like.nextInt(30 * DAY) : 12L * DAY + like.nextInt(20 * DAY);
        boolean live = random.nextInt(4) > 0;
        long to = start + HOUR + like.nextInt(HOUR);
        return new TakenVisit(
                id,
                version,
                live,
                live || random.nextBoolean(),
                pick(PEOPLE, like),
                like.nextBoolean() ? pick(ROOMS, like) : null,
                List.of(),
                pick(TYPES, like),
                PLACE,
                Modality.IN_PERSON,
                session,
                start - like.nextInt(HOUR),
                to,
                start,
                start + HOUR,
                Math.toIntExact(start / DAY),
                to,
                false);
    }

    private static String pick(List<String> from, Random by) {
        return from.get(by.nextInt(from.size()));
    }

    /** The same, in the plain form that the engine has for it. */
    private static BusyTimes listed(List<TakenVisit> visits) {
        List<Busy> busy = new ArrayList<>();
        Map<UUID, List<TakenVisit>> seats = new HashMap<>();
        List<VisitCount> counts = new ArrayList<>();
        Map<UUID, TakenVisit> counted = new HashMap<>();
        for (TakenVisit visit : visits) {
            if (visit.live()) {
                visit.resources()
                        .forEach(id -> busy.add(
                                new Busy(id, Instant.ofEpochSecond(visit.from()), Instant.ofEpochSecond(visit.to()))));
            }
            if (visit.live() && visit.sessionId() != null) {
                seats.computeIfAbsent(visit.sessionId(), first -> new ArrayList<>())
                        .add(visit);
            }
            if (visit.counts() && (visit.sessionId() == null || counted.put(visit.sessionId(), visit) == null)) {
                counts.add(new VisitCount(
                        visit.practitionerId(), visit.visitTypeId(), LocalDate.ofEpochDay(visit.date()), 1));
            }
        }
        List<GroupSession> sessions = seats.values().stream()
                .map(each -> new GroupSession(
                        each.getFirst().visitTypeId(),
                        each.getFirst().practitionerId(),
                        PLACE,
                        Modality.IN_PERSON,
                        Instant.ofEpochSecond(each.getFirst().start()),
                        Instant.ofEpochSecond(each.getFirst().end()),
                        Instant.ofEpochSecond(each.getFirst().from()),
                        Instant.ofEpochSecond(each.getFirst().to()),
                        each.getFirst().roomId(),
                        List.of(),
                        each.size()))
                .toList();
        return BusyTimes.of(busy, sessions, counts, Map.of());
    }

    private void assertSame(BusyTimes one, BusyTimes other) {
        for (List<String> resources : List.of(PEOPLE, ROOMS)) {
            for (String resource : resources) {
                for (int i = 0; i < 50; i++) {
                    long from = random.nextLong(WINDOW.from(), WINDOW.to() + DAY);
                    long to = from + random.nextInt(1, DAY);
                    assertThat(one.timeline(resource).overlaps(from, to))
                            .as("seed %d", seed)
                            .isEqualTo(other.timeline(resource).overlaps(from, to));
                }
            }
        }
        LocalDate first = LocalDate.ofEpochDay(random.nextInt(10, 40));
        LocalDate last = first.plusDays(random.nextInt(10));
        for (String person : PEOPLE) {
            assertThat(one.visits(person, first, last))
                    .as("seed %d", seed)
                    .isEqualTo(other.visits(person, first, last));
            for (String type : TYPES) {
                assertThat(one.visits(person, type, first, last)).isEqualTo(other.visits(person, type, first, last));
                assertThat(one.sessions(type, person, PLACE)).isEqualTo(other.sessions(type, person, PLACE));
            }
        }
    }

    @Test
    void what_has_fallen_out_of_the_window_is_forgotten_with_all_its_versions() {
        ClinicVisits visits = new ClinicVisits();
        history().forEach(visit -> visits.apply(visit, WINDOW));
        assertThat(visits.size()).isPositive();
        visits.dropBefore(100L * DAY);
        assertThat(visits.size()).isZero();
        assertSame(visits, BusyTimes.EMPTY);
    }

    @Test
    void who_reads_while_it_changes_sees_each_visit_whole() throws Exception {
        ClinicVisits visits = new ClinicVisits();
        UUID id = UUID.randomUUID();
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                results.add(readers.submit(() -> {
                    long seen = 0;
                    do {
                        for (String person : PEOPLE) {
                            seen += visits.timeline(person).overlaps(WINDOW.from(), WINDOW.to()) ? 1 : 0;
                            seen += visits.visits(person, LocalDate.EPOCH, LocalDate.EPOCH.plusDays(99));
                        }
                    } while (done.getCount() > 0);
                    return seen;
                }));
            }
            for (int version = 1; version <= 20_000; version++) {
                visits.apply(visit(version % 3 == 0 ? id : UUID.randomUUID(), version), WINDOW);
                if (version % 5_000 == 0) {
                    visits.dropBefore(WINDOW.to());
                }
            }
            done.countDown();
            for (Future<Long> result : results) {
                assertThat(result.get()).isPositive();
            }
        }
    }

    @Test
    void who_reads_while_a_visit_changes_never_sees_its_time_free() throws Exception {
        ClinicVisits visits = new ClinicVisits();
        Visit booked = new Visit(
                UUID.randomUUID().toString(),
                "clinic",
                1,
                BookingStatus.BOOKED,
                TYPES.getFirst(),
                PEOPLE.getFirst(),
                PLACE,
                null,
                List.of(),
                null,
                Instant.ofEpochSecond(20L * DAY),
                Duration.ofHours(1),
                ZoneOffset.UTC);
        TakenVisit visit = TakenVisit.of(booked.snapshot());
        visits.apply(visit, WINDOW);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            Future<Long> seenFree = reader.submit(() -> {
                long free = 0;
                while (done.getCount() > 0) {
                    boolean taken = visits.timeline(visit.practitionerId()).overlaps(visit.from(), visit.to());
                    free += taken ? 0 : 1;
                }
                return free;
            });
            for (int change = 0; change < 50_000; change++) {
                booked = booked.become(BookingStatus.BOOKED);
                visits.apply(TakenVisit.of(booked.snapshot()), WINDOW);
            }
            done.countDown();
            assertThat(seenFree.get()).isZero();
        }
    }

    /** The figure that ADR 13 states; also with timelines and counts made. */
    @Test
    void a_booking_takes_less_than_400_bytes() {
        int bookings = 100_000;
        long before = usedAfterCollection();
        ClinicVisits visits = new ClinicVisits();
        List<String> people = names(200);
        List<String> rooms = names(50);
        for (int i = 0; i < bookings; i++) {
            // As they come from events: every text a new one, until it is shared.
            String person = new String(people.get(i % 200));
            String room = new String(rooms.get(i % 50));
            long start = 12L * DAY + (i / 200) * 2400L;
            visits.apply(
                    new TakenVisit(
                            UUID.randomUUID(),
                            1,
                            true,
                            true,
                            TakenVisit.id(person),
                            TakenVisit.id(room),
                            List.of(),
                            TakenVisit.id(TYPES.get(i % 2)),
                            TakenVisit.id(PLACE),
                            Modality.IN_PERSON,
                            null,
                            start,
                            start + 1800,
                            start,
                            start + 1800,
                            Math.toIntExact(start / DAY),
                            start + 1800,
                            false),
                    WINDOW);
        }
        for (String person : people) {
            assertThat(visits.visits(person, LocalDate.EPOCH, LocalDate.EPOCH.plusDays(99)))
                    .isEqualTo(bookings / 200);
            assertThat(visits.timeline(person).bytes()).isPositive();
        }
        for (String room : rooms) {
            assertThat(visits.timeline(room).bytes()).isPositive();
        }
        long bytes = (usedAfterCollection() - before) / bookings;
        System.out.println("A booking in memory takes " + bytes + " bytes.");
        assertThat(visits.size()).isEqualTo(bookings);
        assertThat(bytes).isBetween(100L, 400L);
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
