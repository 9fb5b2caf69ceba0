package org.visita.availability.busy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.visita.availability.SearchClinic.times;

import io.restassured.response.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;
import org.visita.availability.Visit;
import org.visita.contracts.booking.BookingStatus;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.CountScope;

/** Memory holds a window of the bookings. What lies outside is found all the same. */
@AvailabilityTest
class WindowTest {

    private static final int BEYOND = 450;

    private final SearchClinic clinic = new SearchClinic();
    private final String location = clinic.location();
    private final String practitioner = clinic.practitioner();
    private final String hours = clinic.hours(practitioner, location, "08:00", "10:00");
    private final BookingIndex running = BusyBeans.running(BookingIndex.class);

    /** The clock of a replica that is older than others. */
    private static final class Later extends Clock {

        private volatile Duration by = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(by);
        }
    }

    @Test
    void a_search_beyond_the_window_is_answered_from_the_table() {
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(600)).limited(3, null));
        clinic.open();
        Visit visit = beyond(type, "09:00").send();
        assertThat(running.within(clinic.id, scope(BEYOND), BusyBeans.anybody()))
                .isEmpty();
        await().untilAsserted(() -> assertThat(times(searchBeyond(type))).containsExactly("08:00", "08:30", "09:30"));
        beyond(type, "08:00").send();
        beyond(type, "08:30").become(BookingStatus.NO_SHOW).send();
        await().untilAsserted(() -> {
            Response full = searchBeyond(type);
            assertThat(times(full)).as("three a day are the limit").isEmpty();
            assertThat((boolean) full.path("complete")).isTrue();
        });
        visit.become(BookingStatus.CANCELLED).send();
        await().untilAsserted(() -> assertThat(times(searchBeyond(type))).containsExactly("08:30", "09:00", "09:30"));
    }

    @Test
    void groups_beyond_the_window_have_their_seats() {
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(600)).forGroupsOf(4));
        clinic.open();
        Visit seat = beyond(type, "09:00").inSession(UUID.randomUUID().toString());
        seat.send();
        seat.another().send();
        await().untilAsserted(() -> assertThat(searchBeyond(type).jsonPath().getList("slots.remaining", Integer.class))
                .containsExactly(4, 4, 2, 4));
    }

    @Test
    void what_moves_out_of_the_window_frees_its_time_and_comes_back_with_it() {
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(600)));
        clinic.open();
        Visit visit = clinic.visit(type, practitioner, location, "09:00").send();
        await().untilAsserted(() -> assertThat(times(clinic.search(type, 1))).hasSize(3));
        Visit away = visit.at(visit.start().plus(Duration.ofDays(BEYOND))).send();
        await().untilAsserted(() -> assertThat(times(clinic.search(type, 1))).hasSize(4));
        visit.send();
        away.at(clinic.at("08:00")).send();
        await().untilAsserted(
                        () -> assertThat(times(clinic.search(type, 1))).containsExactly("08:30", "09:00", "09:30"));
    }

    @Test
    void the_window_moves_on_with_time() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        Later clock = new Later();
        beyond(type, "08:00").send();
        Visit past = clinic.visit(type, practitioner, location, "09:00").send();
        await().until(() -> table().visits(practitioner, LocalDate.EPOCH, LocalDate.MAX) == 2);
        try (Replica replica = new Replica(clock)) {
            assertThat(replica.index.within(clinic.id, scope(BEYOND), BusyBeans.anybody()))
                    .isEmpty();
            assertThat(taken(replica, 0, past.start())).isTrue();

            clock.by = Duration.ofDays(100);
            replica.moveOn();
            assertThat(replica.index.within(clinic.id, scope(BEYOND), BusyBeans.anybody()))
                    .as("what has come in is not loaded yet")
                    .isEmpty();
            assertThat(replica.index.within(clinic.id, scope(0), BusyBeans.anybody()))
                    .as("what has fallen out is gone")
                    .isEmpty();
            Visit meanwhile = beyond(type, "09:30").send();
            await().until(() -> table().visits(practitioner, LocalDate.EPOCH, LocalDate.MAX) == 3);
            await().untilAsserted(() -> {
                replica.moveOn();
                assertThat(replica.index.within(clinic.id, scope(BEYOND), BusyBeans.anybody()))
                        .isPresent();
            });
            await().until(() -> taken(replica, BEYOND, meanwhile.start()));
            assertThat(taken(replica, BEYOND, beyond(type, "08:00").start())).isTrue();
            assertThat(taken(replica, BEYOND, beyond(type, "08:30").start())).isFalse();
        }
    }

    private boolean taken(Replica replica, int days, Instant start) {
        return replica.index
                .within(clinic.id, scope(days), BusyBeans.anybody())
                .orElseThrow()
                .overlaps(practitioner, start, start.plusSeconds(1800));
    }

    private BusyTimes table() {
        BusyScope all = new BusyScope(
                Set.of(practitioner),
                clinic.at("00:00"),
                clinic.at("00:00").plusSeconds(1),
                Optional.empty(),
                Optional.of(new CountScope(Set.of(practitioner), clinic.day, clinic.day.plusDays(BEYOND + 1))));
        return BusyBeans.running(TakenTimes.class)
                .in(clinic.id, all, BusyBeans.anybody())
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private BusyScope scope(int days) {
        Instant from =
                clinic.day.plusDays(days).atStartOfDay(SearchClinic.BERLIN).toInstant();
        return new BusyScope(
                Set.of(practitioner), from, from.plus(Duration.ofDays(1)), Optional.empty(), Optional.empty());
    }

    private Visit beyond(String type, String time) {
        Visit visit = clinic.visit(type, practitioner, location, time);
        return visit.at(
                visit.start().atZone(SearchClinic.BERLIN).plusDays(BEYOND).toInstant());
    }

    private Response searchBeyond(String type) {
        return clinic.request()
                .queryParam("visitType", type)
                .queryParam("from", SearchClinic.midnight(clinic.day.plusDays(BEYOND)))
                .queryParam("to", SearchClinic.midnight(clinic.day.plusDays(BEYOND + 1)))
                .get("/v1/slots");
    }
}
