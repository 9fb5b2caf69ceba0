package org.visita.booking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.booking.BookingTest;
import org.visita.booking.ClinicNews;
import org.visita.booking.VisitTypes;
import org.visita.contracts.catalog.OfferedModality;

/**
 * Random commands, done to the running service and to a model of it that knows nothing of the code: after each the
 * answers, the lists, the histories and the tables have to agree, after each sequence the events too.
 *
 * <p>{@code -Dmodel.seed} does one sequence again, {@code -Dmodel.seconds} goes on for longer. What fails is made shorter
 * before it is told.
 */
@BookingTest
class ModelTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int LENGTH = 120;
    private static final int HOURS = 150;
    private static final Duration SHORTENING = Duration.ofSeconds(Long.getLong("model.shortening", 60));

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void the_service_does_what_the_model_does() {
        Long one = Long.getLong("model.seed");
        long seed = one == null ? System.nanoTime() : one;
        Instant end = Instant.now().plusSeconds(Long.getLong("model.seconds", 25));
        int sequences = 0;
        do {
            List<Command> commands = Command.sequence(seed, LENGTH);
            Failure failure = play(commands);
            if (failure != null) {
                fail(told(seed, shortened(commands.subList(0, failure.after()), failure)));
            }
            sequences++;
            seed++;
        } while (one == null && Instant.now().isBefore(end));
        System.out.println(sequences + " sequences up to model.seed = " + (seed - 1) + "; what came of them:");
        outcomes.forEach((outcome, times) -> System.out.println("  " + outcome + " x " + times));
        // A model that is asked only for what is refused agrees with everything.
        assertThat(outcomes.keySet())
                .contains(
                        "CREATE 201 ", "HOLD 201 ", "BOOK_HOLD 201 ", "RELEASE 204 ", "reschedule 200 ", "cancel 200 ")
                .contains("CREATE 409 slot-taken", "no-show 200 ", "check-in 200 ", "cancel 422 not-allowed-in-state");
    }

    /**
     * @param after how many commands it failed
     * @param told what was done
     */
    private record Failure(int after, List<String> told, AssertionError error) {}

    private Failure play(List<Command> commands) {
        ModelClinic clinic = clinic();
        Playing playing = new Playing(clinic, outcomes);
        int done = 0;
        try {
            for (Command command : commands) {
                done++;
                playing.play(command);
            }
            Said.compareEvents(clinic, playing::noticeExpired);
            return null;
        } catch (AssertionError error) {
            return new Failure(done, playing.told(), error);
        }
    }

    /** Leaves out command by command whatever the failure does not need, in bounded time. */
    private Failure shortened(List<Command> failing, Failure failure) {
        List<Command> commands = new ArrayList<>(failing);
        Failure shortest = failure;
        Instant end = Instant.now().plus(SHORTENING);
        for (int size = commands.size() / 2; size > 0; size /= 2) {
            for (int from = commands.size() - size; from >= 0 && Instant.now().isBefore(end); from -= size) {
                List<Command> fewer = new ArrayList<>(commands);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                Failure again = play(fewer);
                if (again != null) {
                    commands = new ArrayList<>(fewer.subList(0, again.after()));
                    shortest = again;
                    from = Math.min(from, commands.size());
                }
            }
        }
        return shortest;
    }

    private static String told(long seed, Failure failure) {
        return "model.seed = " + seed + "; shortened:\n" + String.join("\n", failure.told()) + "\n"
                + failure.error().getMessage();
    }

    private static ModelClinic clinic() {
        ClinicNews news = new ClinicNews();
        String location = news.location(ZONE.getId());
        List<String> rooms =
                Stream.of(news.room(location), news.room(location)).sorted().toList();
        List<String> devices = List.of(news.equipment(location, "ultrasound"));
        List<String> practitioners = List.of(news.practitioner(), news.practitioner());
        practitioners.forEach(id -> news.daily(id, location, OfferedModality.IN_PERSON, "08:00", "10:30"));
        VisitTypes scan = VisitTypes.of(20, 10).bufferAfter(10).room(true).equipment("ultrasound");
        VisitTypes few = VisitTypes.of(20, 20).limits(1, null);
        Place.Type limited = type(news, practitioners, few, 20, 20, 0, 1, 1, false, false, false);
        VisitTypes group = VisitTypes.of(60, 30).room(true).seats(3);
        VisitTypes asked = VisitTypes.of(30, 15).room(true).confirmed();
        List<Place.Type> types = List.of(
                type(news, practitioners, VisitTypes.of(30, 30), 30, 30, 0, 1, null, false, false, false),
                type(news, practitioners, scan, 20, 10, 10, 1, null, true, true, false),
                type(news, practitioners, group, 60, 30, 0, 3, null, true, false, false),
                // Twice, as it is often the limit that refuses what would try more.
                limited,
                limited,
                type(news, practitioners, asked, 30, 15, 0, 1, null, true, false, true));
        List<String> patients = news.patients(7);
        news.awaitArrival();
        LocalDate first = LocalDate.now(ZONE).plusDays(3);
        List<Instant> days = Stream.of(first, first.plusDays(1))
                .map(date -> date.atTime(8, 0).atZone(ZONE).toInstant())
                .toList();
        return new ModelClinic(types, practitioners, rooms, devices, patients, days, HOURS, new ArrayList<>());
    }

    private static Place.Type type(
            ClinicNews news,
            List<String> practitioners,
            VisitTypes type,
            int minutes,
            int every,
            int buffer,
            int seats,
            Integer perDay,
            boolean room,
            boolean device,
            boolean confirmed) {
        String id = news.visitType(type.by(practitioners).entry());
        return new Place.Type(id, minutes, every, buffer, seats, perDay, room, device, confirmed);
    }
}
