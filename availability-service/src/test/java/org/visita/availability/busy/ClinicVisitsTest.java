package org.visita.availability.busy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.availability.busy.RandomVisits.DAY;
import static org.visita.availability.busy.RandomVisits.PEOPLE;
import static org.visita.availability.busy.RandomVisits.PLACE;
import static org.visita.availability.busy.RandomVisits.TYPES;
import static org.visita.availability.busy.RandomVisits.WINDOW;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.visita.availability.Visit;
import org.visita.contracts.booking.BookingStatus;
import org.visita.rules.BusyTimes;
import org.visita.rules.Modality;

/** The index in memory, without a server. */
class ClinicVisitsTest {

    private final RandomVisits random = new RandomVisits();

    @Test
    void any_history_ends_as_if_only_the_newest_versions_had_ever_been() {
        for (int round = 0; round < 200; round++) {
            List<TakenVisit> history = random.history();
            Map<UUID, TakenVisit> newest = new HashMap<>();
            history.forEach(visit -> newest.merge(visit.id(), visit, (a, b) -> a.version() >= b.version() ? a : b));
            ClinicVisits lived = new ClinicVisits();
            history.forEach(visit -> lived.apply(visit, WINDOW));
            history.forEach(visit -> {
                if (random.oneOf(4)) {
                    lived.apply(visit, WINDOW);
                }
            });
            random.assertSame(
                    lived,
                    RandomVisits.listed(
                            newest.values().stream().filter(WINDOW::touches).toList()),
                    RandomVisits.EVERYTHING);
        }
    }

    @Test
    void what_has_fallen_out_of_the_window_is_forgotten_with_all_its_versions() {
        ClinicVisits visits = new ClinicVisits();
        random.history().forEach(visit -> visits.apply(visit, WINDOW));
        assertThat(visits.size()).isPositive();
        visits.dropBefore(100L * DAY);
        assertThat(visits.size()).isZero();
        random.assertSame(visits, BusyTimes.EMPTY, RandomVisits.EVERYTHING);
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
                visits.apply(random.visit(version % 3 == 0 ? id : UUID.randomUUID(), version), WINDOW);
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
        List<String> people = RandomVisits.names(200);
        List<String> rooms = RandomVisits.names(50);
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
