package org.visita.availability.busy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.visita.rules.Busy;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.CountScope;
import org.visita.rules.GroupSession;
import org.visita.rules.Modality;
import org.visita.rules.VisitCount;

/** Histories of a small clinic, and what the engine reads of them in the plain form that it has for it. */
final class RandomVisits {

    static final int HOUR = 3600;
    static final int DAY = 24 * HOUR;
    static final List<String> PEOPLE = names(5);
    static final List<String> ROOMS = names(3);
    static final List<String> TYPES = names(2);
    static final String PLACE = UUID.randomUUID().toString();
    static final Window WINDOW = new Window(10 * DAY, 40 * DAY);
    static final BusyScope EVERYTHING = scope(WINDOW.from(), WINDOW.to() + 2 * DAY);

    private static final List<UUID> SESSIONS = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    static List<String> names(int count) {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
    }

    boolean oneOf(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Versions of each booking in order, those of different bookings mixed. */
    List<TakenVisit> history() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(30).toList();
        Map<UUID, Integer> versions = new HashMap<>();
        List<TakenVisit> history = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            UUID id = pick(ids);
            history.add(visit(id, versions.merge(id, 1, Integer::sum)));
        }
        return history;
    }

    TakenVisit visit(UUID id, int version) {
        boolean live = !oneOf(4);
        return visit(id, version, live, live || random.nextBoolean());
    }

    TakenVisit visit(UUID id, int version, boolean live, boolean counts) {
        UUID session = oneOf(3) ? pick(SESSIONS) : null;
        // All seats of a session are alike; beginning within the window.
        Random like = session == null ? random : new Random(session.getLeastSignificantBits());
        long start = session == null ? 12L * DAY + like.nextInt(30 * DAY) : 12L * DAY + like.nextInt(20 * DAY);
        long to = start + HOUR + like.nextInt(HOUR);
        return new TakenVisit(
                id,
                version,
                live,
                counts,
                PEOPLE.get(like.nextInt(PEOPLE.size())),
                like.nextBoolean() ? ROOMS.get(like.nextInt(ROOMS.size())) : null,
                List.of(),
                TYPES.get(like.nextInt(TYPES.size())),
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

    /** Of everybody and everything, for some days. */
    BusyScope someScope() {
        long from = random.nextLong(WINDOW.from(), WINDOW.to());
        return scope(from, from + random.nextInt(HOUR, 9 * DAY));
    }

    private static BusyScope scope(long from, long to) {
        Set<String> all = new HashSet<>(PEOPLE);
        all.addAll(ROOMS);
        return new BusyScope(
                all,
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(to),
                Optional.of(TYPES.getFirst()),
                Optional.of(new CountScope(
                        Set.copyOf(PEOPLE),
                        LocalDate.ofEpochDay(from / DAY).minusDays(3),
                        LocalDate.ofEpochDay(to / DAY).plusDays(3))));
    }

    /** The same, in the plain form that the engine has for it. */
    static BusyTimes listed(List<TakenVisit> visits) {
        List<Busy> busy = new ArrayList<>();
        Map<UUID, List<TakenVisit>> seats = new HashMap<>();
        List<VisitCount> counts = new ArrayList<>();
        Set<UUID> counted = new HashSet<>();
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
            if (visit.counts() && (visit.sessionId() == null || counted.add(visit.sessionId()))) {
                counts.add(new VisitCount(
                        visit.practitionerId(), visit.visitTypeId(), LocalDate.ofEpochDay(visit.date()), 1));
            }
        }
        return BusyTimes.of(
                busy, seats.values().stream().map(RandomVisits::session).toList(), counts, Map.of());
    }

    private static GroupSession session(List<TakenVisit> seats) {
        TakenVisit any = seats.getFirst();
        return new GroupSession(
                any.visitTypeId(),
                any.practitionerId(),
                PLACE,
                Modality.IN_PERSON,
                Instant.ofEpochSecond(any.start()),
                Instant.ofEpochSecond(any.end()),
                Instant.ofEpochSecond(any.from()),
                Instant.ofEpochSecond(any.to()),
                any.roomId(),
                List.of(),
                seats.size());
    }

    /** To whoever asks within the scope. */
    void assertSame(BusyTimes one, BusyTimes other, BusyScope scope) {
        for (String resource : scope.resourceIds()) {
            for (int i = 0; i < 50; i++) {
                long from = random.nextLong(
                        scope.from().getEpochSecond(), scope.to().getEpochSecond());
                long to = Math.min(scope.to().getEpochSecond(), from + random.nextInt(1, DAY));
                assertThat(one.timeline(resource).overlaps(from, to))
                        .as("seed %d", seed)
                        .isEqualTo(other.timeline(resource).overlaps(from, to));
            }
        }
        CountScope counts = scope.counts().orElseThrow();
        long first = random.nextLong(counts.first().toEpochDay(), counts.last().toEpochDay() + 1);
        long last = random.nextLong(first, counts.last().toEpochDay() + 1);
        for (String person : PEOPLE) {
            assertSame(one, other, person, LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(last));
            for (String type : TYPES) {
                assertThat(sessions(one, type, person, scope))
                        .as("seed %d", seed)
                        .isEqualTo(sessions(other, type, person, scope));
            }
        }
    }

    private void assertSame(BusyTimes one, BusyTimes other, String person, LocalDate first, LocalDate last) {
        assertThat(one.visits(person, first, last)).as("seed %d", seed).isEqualTo(other.visits(person, first, last));
        for (String type : TYPES) {
            assertThat(one.visits(person, type, first, last))
                    .as("seed %d", seed)
                    .isEqualTo(other.visits(person, type, first, last));
        }
    }

    private static List<GroupSession> sessions(BusyTimes times, String type, String person, BusyScope scope) {
        return times.sessions(type, person, PLACE).stream()
                .filter(session -> session.occupiedTo().isAfter(scope.from())
                        && session.occupiedFrom().isBefore(scope.to()))
                .toList();
    }

    /** On the epoch's calendar, as these visits have it. */
    static Instant day(int number) {
        return LocalDate.ofEpochDay(number).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
