package org.visita.availability.busy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;
import org.visita.availability.Topic;
import org.visita.availability.Visit;
import org.visita.contracts.Actor;
import org.visita.contracts.booking.BookingStatus;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.CountScope;

/** A replica that starts now knows what one knows that was there all along; and so does the table. */
@AvailabilityTest
class RebuiltTest {

    private static final Instant NOW = Instant.now();

    /** Two who hold something, one who does not, and that one when all holds have expired. */
    private static final List<Viewer> VIEWERS = List.of(
            new Viewer(Actor.parse("key:one"), NOW),
            new Viewer(Actor.parse("patient:one"), NOW),
            new Viewer(Actor.parse("staff:none"), NOW),
            new Viewer(Actor.parse("staff:none"), NOW.plus(Duration.ofHours(1))));

    private final SearchClinic clinic = new SearchClinic();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final String location = clinic.location();
    private final List<String> people = List.of(clinic.practitioner(), clinic.practitioner(), clinic.practitioner());
    /** Has the last visits of a history. */
    private final String last = clinic.practitioner();

    private final List<String> types =
            List.of(clinic.visitType(Offered.PLAIN), clinic.visitType(Offered.PLAIN.forGroupsOf(9)));

    @Test
    void from_table_and_topic_at_any_time_of_a_history() {
        clinic.open();
        List<Visit> sent = new ArrayList<>();
        List<Visit> current = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            current.add(clinic.visit(types.getFirst(), people.getFirst(), location, "08:00")
                    .another());
        }
        try (Replica early = new Replica(Clock.systemUTC())) {
            sendSome(sent, current);
            try (Replica midway = new Replica(Clock.systemUTC())) {
                sendSome(sent, current);
                Visit marker = clinic.visit(types.getFirst(), last, location, "08:00");
                Topic.sendToAllPartitions(() -> marker.another().snapshot());
                try (Replica late = new Replica(Clock.systemUTC())) {
                    BookingIndex lived = BusyBeans.running(BookingIndex.class);
                    for (BookingIndex index : List.of(lived, early.index, midway.index, late.index)) {
                        await().until(() -> visits(within(index, VIEWERS.getFirst())) == Topic.PARTITIONS);
                    }
                    await().until(() -> visits(table(VIEWERS.getFirst())) == Topic.PARTITIONS);
                    for (Viewer viewer : VIEWERS) {
                        BusyTimes expected = within(lived, viewer);
                        for (BookingIndex index : List.of(early.index, midway.index, late.index)) {
                            assertSame(within(index, viewer), expected);
                        }
                        assertSame(table(viewer), expected);
                    }
                }
            }
        }
    }

    /** Changes, repeats and late repeats of all kinds. */
    private void sendSome(List<Visit> sent, List<Visit> current) {
        for (int i = 0; i < 300; i++) {
            int which = random.nextInt(current.size());
            Visit next = current.get(which).at(clinic.at("00:00").plusSeconds(1800L * random.nextInt(48 * 5)));
            next = switch (random.nextInt(6)) {
                case 0 -> next.become(BookingStatus.CANCELLED);
                case 1 -> next.become(BookingStatus.NO_SHOW);
                case 2 -> next.at(next.start().plus(Duration.ofDays(500)));
                case 3 -> held(next);
                default -> next.become(BookingStatus.BOOKED);
            };
            next = next.by(people.get(random.nextInt(people.size())));
            current.set(which, next);
            sent.add(next.send());
            if (random.nextInt(3) == 0) {
                sent.get(random.nextInt(sent.size())).send();
            }
        }
    }

    private Visit held(Visit next) {
        Duration left = random.nextBoolean() ? Duration.ofMinutes(15) : Duration.ofMinutes(-1);
        return next.heldBy(VIEWERS.get(random.nextInt(2)).actor(), NOW.plus(left));
    }

    private int visits(BusyTimes times) {
        return times.visits(last, clinic.day, clinic.day);
    }

    private BusyTimes within(BookingIndex index, Viewer viewer) {
        return index.within(clinic.id, scope(), viewer).orElseThrow();
    }

    private BusyTimes table(Viewer viewer) {
        return BusyBeans.running(TakenTimes.class)
                .in(clinic.id, scope(), viewer)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private BusyScope scope() {
        Set<String> all = new HashSet<>(people);
        all.add(last);
        return new BusyScope(
                all,
                clinic.at("00:00"),
                clinic.at("00:00").plus(Duration.ofDays(20)),
                Optional.of(types.getLast()),
                Optional.of(new CountScope(all, clinic.day.minusDays(7), clinic.day.plusDays(30))));
    }

    private void assertSame(BusyTimes one, BusyTimes expected) {
        for (String person : people) {
            for (int step = 0; step < 48 * 6; step++) {
                long from = clinic.at("00:00").getEpochSecond() + 1800L * step;
                assertThat(one.timeline(person).overlaps(from, from + 1800))
                        .as("seed %d, half hour %d", seed, step)
                        .isEqualTo(expected.timeline(person).overlaps(from, from + 1800));
            }
            for (LocalDate date = clinic.day; date.isBefore(clinic.day.plusDays(8)); date = date.plusDays(1)) {
                assertThat(one.visits(person, date, date))
                        .as("seed %d", seed)
                        .isEqualTo(expected.visits(person, date, date));
            }
        }
    }
}
