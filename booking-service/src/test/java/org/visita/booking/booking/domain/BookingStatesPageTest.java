package org.visita.booking.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.rules.Modality;

/** The page about states says what the code does: each state, with each transition. */
class BookingStatesPageTest {

    private static final Path PAGE = Path.of("../docs/booking-states.md");
    private static final Instant NINE = Instant.parse("2026-11-23T08:00:00Z");
    private static final Visit VISIT = new Visit(
            UUID.randomUUID(),
            null,
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            Modality.IN_PERSON,
            null,
            List.of(),
            null,
            NINE,
            NINE.plusSeconds(1800),
            NINE,
            NINE.plusSeconds(1800),
            ZoneId.of("Europe/Berlin"));
    private static final BookingHead HEAD =
            BookingHead.first(new BookingId(UUID.randomUUID()), "clinic", "api", NINE.minusSeconds(86400));

    /** One booking in each state. */
    private static final List<Booking> STATES = List.of(
            new Booking.Held(HEAD, VISIT, new Hold("key:somebody", NINE)),
            new Booking.Pending(HEAD, VISIT),
            new Booking.Booked(HEAD, VISIT),
            new Booking.CheckedIn(HEAD, VISIT),
            new Booking.Fulfilled(HEAD, VISIT),
            new Booking.NoShow(HEAD, VISIT),
            new Booking.Cancelled(HEAD, VISIT, Cancellation.CLOSURE),
            new Booking.EnteredInError(HEAD, VISIT));

    /** What each act makes of a booking that allows it. */
    private static final Map<String, Function<Booking, Stream<Booking>>> ACTS = Map.ofEntries(
            act("book-hold", Booking.Held.class, held -> Stream.of(held.book(false, NINE), held.book(true, NINE))),
            act("release", Booking.Held.class, held -> Stream.of(held.release(NINE))),
            act("expire", Booking.Held.class, held -> Stream.of(held.expire(NINE))),
            act("confirm", Booking.Pending.class, pending -> Stream.of(pending.confirm(NINE))),
            act("decline", Booking.Pending.class, pending -> Stream.of(pending.decline(NINE))),
            act("reschedule", Booking.Upcoming.class, upcoming -> Stream.of(upcoming.moveTo(VISIT, NINE))),
            act("room", Booking.Upcoming.class, upcoming -> Stream.of(upcoming.moveTo(VISIT, NINE))),
            act("cancel", Booking.Upcoming.class, upcoming -> Stream.of(upcoming.cancel(Cancellation.CLOSURE, NINE))),
            act("check-in", Booking.Booked.class, booked -> Stream.of(booked.checkIn(NINE))),
            act("undo-check-in", Booking.CheckedIn.class, there -> Stream.of(there.undo(NINE))),
            act("fulfil", Booking.CheckedIn.class, there -> Stream.of(there.fulfil(NINE))),
            act("no-show", Booking.Booked.class, booked -> Stream.of(booked.noShow(NINE))),
            act("undo-no-show", Booking.NoShow.class, absent -> Stream.of(absent.undo(null, NINE))),
            act("enter-in-error", Booking.Correctable.class, wrong -> Stream.of(wrong.enterInError(NINE))));

    @Test
    void every_state_with_every_transition_is_as_the_page_says() {
        Set<String> code = new TreeSet<>();
        for (Booking state : STATES) {
            for (Transition<?> transition : Lifecycle.ALL) {
                transition
                        .in(state)
                        .ifPresent(allowed -> code.add("%s | %s | %s | %s"
                                .formatted(
                                        name(state),
                                        transition.act(),
                                        ACTS.get(transition.act())
                                                .apply(state)
                                                .map(BookingStatesPageTest::name)
                                                .collect(Collectors.joining(" or ")),
                                        transition.who().name().toLowerCase(Locale.ROOT))));
            }
        }
        List<String> page = table("| state | act |");
        assertThat(page).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(page)).isEqualTo(code);
    }

    @Test
    void every_transition_makes_one_version_more_of_the_same_booking() {
        for (Booking state : STATES) {
            for (Transition<?> transition : Lifecycle.ALL) {
                transition.in(state).ifPresent(allowed -> assertThat(
                                ACTS.get(transition.act()).apply(state))
                        .allSatisfy(next -> {
                            assertThat(next.head().id()).isEqualTo(HEAD.id());
                            assertThat(next.head().version()).isEqualTo(2);
                        }));
            }
        }
    }

    @Test
    void the_page_tells_of_every_state_and_whether_it_takes_its_time() {
        assertThat(STATES.stream().map(Booking::getClass).collect(Collectors.toSet()))
                .isEqualTo(leaves(Booking.class).collect(Collectors.toSet()));
        List<String> told = table("| state | means |").stream()
                .map(row -> row.split(" \\| "))
                .map(cells -> cells[0] + " " + cells[2].startsWith("yes"))
                .toList();
        assertThat(told)
                .containsExactlyElementsOf(STATES.stream()
                        .map(state -> name(state) + " " + state.takesTime())
                        .toList());
    }

    @Test
    void the_picture_shows_what_the_table_says() {
        Set<String> table = table("| state | act |").stream()
                .map(row -> row.split(" \\| "))
                .flatMap(cells -> Arrays.stream(cells[2].split(" or "))
                        .filter(next -> !next.equals(cells[0]))
                        .map(next -> cells[0] + " " + cells[1] + " " + next))
                .collect(Collectors.toCollection(TreeSet::new));
        Pattern arrow = Pattern.compile("    (\\w+) --> (\\w+): (.+)");
        Set<String> picture = lines().map(arrow::matcher)
                .filter(Matcher::matches)
                .flatMap(found -> Arrays.stream(found.group(3).split(", "))
                        .map(act -> found.group(1) + " " + act + " " + found.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(picture).isEqualTo(table);
    }

    private static <B extends Booking> Map.Entry<String, Function<Booking, Stream<Booking>>> act(
            String name, Class<B> from, Function<B, Stream<Booking>> next) {
        return Map.entry(name, booking -> next.apply(from.cast(booking)));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(BookingStatesPageTest::leaves)
                        .distinct()
                : Stream.of(type);
    }

    private static String name(Booking state) {
        return state.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "_$1")
                .toLowerCase(Locale.ROOT);
    }

    /** The rows of the table with that head, without their outer bars. */
    private static List<String> table(String head) {
        List<String> rows = lines().dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(2, line.length() - 2))
                .toList();
        assertThat(rows).as(head).isNotEmpty();
        return rows;
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(PAGE).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
