package org.visita.availability.busy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.visita.availability.busy.RandomVisits.WINDOW;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.availability.Visit;
import org.visita.contracts.Actor;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Hold;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.Modality;

/** Holds over the index in memory, without a server. */
class HoldsTest {

    private static final Instant NOW = RandomVisits.day(11);
    private static final List<Actor> ACTORS =
            List.of(Actor.parse("key:one"), Actor.parse("key:two"), Actor.parse("patient:one"));
    private static final Actor NOBODY = Actor.parse("staff:none");

    private final RandomVisits random = new RandomVisits();

    @ParameterizedTest
    @CsvSource({
        "key:two,     0, true,  before it expires",
        "key:two,    60, false, when it expires",
        "key:two,    61, false, after it has expired",
        "patient:one, 0, true,  another kind of caller with the same id",
        "key:one,     0, false, the holder",
        "key:one,    60, false, the holder afterwards",
    })
    void a_hold_keeps_out_everybody_but_its_holder_until_it_expires(
            String actor, int seconds, boolean keptOut, String when) {
        ClinicVisits visits = new ClinicVisits();
        TakenVisit visit = visit(UUID.randomUUID(), 1, true);
        visits.apply(visit, new Hold(ACTORS.getFirst(), NOW.plusSeconds(60)), WINDOW);
        BusyTimes seen = seen(visits, new Viewer(Actor.parse(actor), NOW.plusSeconds(seconds)));
        assertThat(isTaken(seen, visit)).as(when).isEqualTo(keptOut);
        assertThat(isCounted(seen, visit)).as(when).isEqualTo(keptOut);
    }

    @Test
    void the_next_version_takes_its_place_for_everybody_and_an_older_one_changes_nothing() {
        for (boolean isBooked : List.of(true, false)) {
            ClinicVisits visits = new ClinicVisits();
            TakenVisit first = visit(UUID.randomUUID(), 1, true);
            TakenVisit next = visit(first.id(), 2, isBooked);
            Hold hold = new Hold(ACTORS.getFirst(), NOW.plusSeconds(60));
            List<Runnable> events = List.of(
                    () -> visits.apply(first, hold, WINDOW),
                    () -> visits.apply(next, WINDOW),
                    () -> visits.apply(first, hold, WINDOW));
            events.forEach(Runnable::run);
            for (Actor actor : ACTORS) {
                BusyTimes seen = seen(visits, new Viewer(actor, NOW));
                assertThat(isTaken(seen, next)).isEqualTo(isBooked);
                random.assertSame(seen, RandomVisits.listed(List.of(next)), RandomVisits.EVERYTHING);
            }
        }
    }

    @Test
    void what_comes_late_after_the_end_of_a_hold_brings_nothing_back() {
        ClinicVisits visits = new ClinicVisits();
        TakenVisit first = visit(UUID.randomUUID(), 1, true);
        visits.apply(visit(first.id(), 2, false), WINDOW);
        visits.apply(first, new Hold(ACTORS.getFirst(), NOW.plusSeconds(60)), WINDOW);
        assertThat(isTaken(seen(visits, new Viewer(NOBODY, NOW)), first)).isFalse();
    }

    @Test
    void a_hold_that_does_not_say_whose_it_is_is_a_booking_to_all_and_half_a_hold_is_none() {
        BookingSnapshot held = held(null);
        assertThat(HeldVisit.holdOf(held)).isNull();
        assertThat(TakenVisit.of(held).live()).isTrue();
        Actor nameless = new Actor(Actor.Kind.KEY, null);
        for (Hold half : List.of(new Hold(null, NOW), new Hold(ACTORS.getFirst(), null), new Hold(nameless, NOW))) {
            assertThatIllegalArgumentException().isThrownBy(() -> HeldVisit.holdOf(held(half)));
        }
    }

    private static BookingSnapshot held(Hold hold) {
        String id = UUID.randomUUID().toString();
        return new Visit(
                        id,
                        "clinic",
                        1,
                        BookingStatus.HELD,
                        id,
                        id,
                        id,
                        null,
                        List.of(),
                        null,
                        NOW,
                        Duration.ofHours(1),
                        ZoneOffset.UTC,
                        hold)
                .snapshot();
    }

    @Test
    void what_has_expired_leaves_memory_with_the_next_search() {
        ClinicHolds holds = new ClinicHolds();
        for (int i = 0; i < 10; i++) {
            holds.put(
                    new HeldVisit(visit(UUID.randomUUID(), 1, true), new Hold(ACTORS.getFirst(), NOW.plusSeconds(i))));
        }
        assertThat(holds.keepingOut(new Viewer(NOBODY, NOW.plusSeconds(6)))).hasSize(3);
        assertThat(holds.size()).isEqualTo(3);
        assertThat(holds.keepingOut(new Viewer(ACTORS.getFirst(), NOW.plusSeconds(7))))
                .isEmpty();
        assertThat(holds.size()).as("the holder's own stay").isEqualTo(2);
    }

    /** Whatever came before, and whatever part of it is asked for. */
    @Test
    void a_viewer_sees_what_an_index_has_that_never_knew_of_own_and_of_expired_holds() {
        for (int round = 0; round < 200; round++) {
            List<HeldVisit> history = history();
            Map<UUID, HeldVisit> newest = new HashMap<>();
            history.forEach(each -> newest.merge(
                    each.visit().id(),
                    each,
                    (a, b) -> a.visit().version() >= b.visit().version() ? a : b));
            ClinicVisits lived = new ClinicVisits();
            history.forEach(each -> lived.apply(each.visit(), each.hold(), WINDOW));
            history.stream()
                    .filter(each -> random.oneOf(4))
                    .forEach(each -> lived.apply(each.visit(), each.hold(), WINDOW));
            for (int later = -60; later <= 60; later += 40) {
                Instant now = NOW.plusSeconds(later);
                for (Actor actor : List.of(ACTORS.get(0), ACTORS.get(1), NOBODY)) {
                    List<TakenVisit> expected = newest.values().stream()
                            .filter(each -> each.hold() == null
                                    || now.isBefore(each.hold().expiresAt())
                                            && !each.hold().by().equals(actor))
                            .map(HeldVisit::visit)
                            .filter(WINDOW::touches)
                            .toList();
                    BusyScope scope = random.someScope();
                    random.assertSame(
                            lived.seenBy(new Viewer(actor, now), scope), RandomVisits.listed(expected), scope);
                }
            }
        }
    }

    /** Each version of a booking is held, or not; by somebody, for some time. */
    private List<HeldVisit> history() {
        List<HeldVisit> history = new ArrayList<>();
        for (TakenVisit visit : random.history()) {
            history.add(
                    random.oneOf(2)
                            ? new HeldVisit(
                                    random.visit(visit.id(), visit.version(), true, true),
                                    new Hold(random.pick(ACTORS), NOW.plusSeconds(random.pick(List.of(-50, 0, 50)))))
                            : new HeldVisit(visit, null));
        }
        return history;
    }

    @Test
    void who_reads_while_a_hold_becomes_a_booking_never_sees_its_time_free() throws Exception {
        ClinicVisits visits = new ClinicVisits();
        Viewer viewer = new Viewer(NOBODY, NOW);
        Hold hold = new Hold(ACTORS.getFirst(), NOW.plusSeconds(60));
        AtomicReference<TakenVisit> newest = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            Future<Long> seenFree = reader.submit(() -> {
                long free = 0;
                while (done.getCount() > 0) {
                    TakenVisit visit = newest.get();
                    free += visit == null || isTaken(visits.seenBy(viewer, scope(visit)), visit) ? 0 : 1;
                }
                return free;
            });
            for (int i = 0; i < 50_000; i++) {
                // Each of a practitioner who has no other visit.
                String practitioner = TakenVisit.id(UUID.randomUUID());
                UUID id = UUID.randomUUID();
                TakenVisit visit = visitOf(practitioner, id, 1, true);
                visits.apply(visit, hold, WINDOW);
                newest.set(visit);
                visits.apply(visitOf(practitioner, id, 2, true), WINDOW);
            }
            done.countDown();
            assertThat(seenFree.get()).isZero();
        }
    }

    private static TakenVisit visitOf(String practitioner, UUID id, int version, boolean live) {
        long start = 20L * RandomVisits.DAY;
        long end = start + RandomVisits.HOUR;
        return new TakenVisit(
                id,
                version,
                live,
                live,
                practitioner,
                null,
                List.of(),
                RandomVisits.TYPES.getFirst(),
                RandomVisits.PLACE,
                Modality.IN_PERSON,
                null,
                start,
                end,
                start,
                end,
                20,
                end,
                false);
    }

    private static BusyScope scope(TakenVisit visit) {
        return new BusyScope(
                Set.of(visit.practitionerId()),
                Instant.ofEpochSecond(visit.from()),
                Instant.ofEpochSecond(visit.to()),
                Optional.empty(),
                Optional.empty());
    }

    /** Always of the same person, at the same time. */
    private static TakenVisit visit(UUID id, int version, boolean live) {
        return visitOf(RandomVisits.PEOPLE.getFirst(), id, version, live);
    }

    private static BusyTimes seen(ClinicVisits visits, Viewer viewer) {
        return visits.seenBy(viewer, RandomVisits.EVERYTHING);
    }

    private static boolean isTaken(BusyTimes times, TakenVisit visit) {
        return times.timeline(visit.practitionerId()).overlaps(visit.from(), visit.to());
    }

    private static boolean isCounted(BusyTimes times, TakenVisit visit) {
        LocalDate date = LocalDate.ofEpochDay(visit.date());
        return times.visits(visit.practitionerId(), visit.visitTypeId(), date, date) > 0;
    }
}
