package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.SampleClinic;
import org.visita.ehrsync.testing.Samples;

/**
 * Trouble of some is no trouble of the others: measured against the same without it, in the same run.
 * {@code -Dsync.bookings=10000} is the whole size, of the first; it takes longer.
 */
@QuarkusTest
class NeighboursTest extends ComponentTest {

    private static final int BOOKINGS = Integer.getInteger("sync.bookings", 800);
    private static final int ONE_BAD_IN = 100;
    private static final int CONNECTIONS = 16;
    private static final int EACH = BOOKINGS / 20;
    private static final int PATIENTS = 20;

    /** The first are slower anyway: a comparison that begins with them proves nothing. */
    private static final int WARM_UP = 200;

    /** Machines are busy with other things as well. What this test is against is many times that. */
    private static final double SLACK = 2.5;

    private static final Duration PATIENCE = Duration.ofSeconds(Integer.max(60, BOOKINGS / 20));

    private final List<SampleClinic> others = new ArrayList<>();

    @AfterEach
    void closeOthers() {
        others.forEach(SampleClinic::close);
    }

    @Test
    void one_bad_booking_in_a_hundred_does_not_slow_the_others() {
        clinic.connect();
        Set<String> bad = new HashSet<>();
        List<String> patients = patients();
        timeOf(List.of(clinic), List.of(bookings(clinic, WARM_UP, patients)), bad);
        Duration without = timeOf(List.of(clinic), List.of(bookings(clinic, BOOKINGS, patients)), bad);
        List<BookingSnapshot> some = bookings(clinic, BOOKINGS, patients);
        IntStream.range(0, BOOKINGS / ONE_BAD_IN)
                .forEach(place -> bad.add(some.get(place * ONE_BAD_IN).id()));
        List<Set<String>> kinds = split(bad, 3);
        clinic.ehr.with(about(Fault.answering(422), kinds.get(0)));
        clinic.ehr.with(about(Fault.answering(500), kinds.get(1)));
        clinic.ehr.with(about(Fault.doing(Fault.Kind.SILENCE), kinds.get(2)));

        Duration with = timeOf(List.of(clinic), List.of(some), bad);

        told("without bad ones", without, "with", with);
        assertThat(ratio(with, without)).isLessThan(SLACK);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(dead()).containsAll(kinds.get(0)));
        assertThat(bad).containsAll(dead());
    }

    @Test
    void of_sixteen_connections_one_that_hangs_does_not_slow_the_others() {
        List<SampleClinic> clinics = Stream.concat(
                        Stream.of(clinic), Stream.generate(SampleClinic::new).limit(CONNECTIONS - 1))
                .toList();
        others.addAll(clinics.subList(1, CONNECTIONS));
        clinics.forEach(SampleClinic::connect);
        List<String> patients = patients();
        List<SampleClinic> well = clinics.subList(1, CONNECTIONS);
        timeOf(well, each(clinics, patients), Set.of());
        Duration without = timeOf(well, each(clinics, patients), Set.of());
        clinic.ehr.with(Fault.doing(Fault.Kind.SILENCE));

        Duration withSilent = timeOf(well, each(clinics, patients), Set.of());
        clinic.ehr.behave();
        // Answers just in time not to count as down: it keeps all the workers that it may have.
        clinic.ehr.with(Fault.slow(Duration.ofMillis(600)));
        Duration withSlow = timeOf(well, each(clinics, patients), Set.of());

        told("all well", without, "one silent", withSilent, "one slow", withSlow);
        assertThat(ratio(withSilent, without)).isLessThan(SLACK);
        assertThat(ratio(withSlow, without)).isLessThan(SLACK);
    }

    /** From when all of them wait, until these clinics' EHRs hold all that is theirs, the bad ones excepted. */
    private static Duration timeOf(List<SampleClinic> clinics, List<List<BookingSnapshot>> bookings, Set<String> bad) {
        Set<String> wanted = bookings.stream()
                .flatMap(List::stream)
                .filter(booking -> clinics.stream().anyMatch(clinic -> clinic.id.equals(booking.clinic())))
                .map(BookingSnapshot::id)
                .filter(id -> !bad.contains(id))
                .collect(Collectors.toSet());
        List<String> ids = bookings.stream()
                .map(List::getFirst)
                .map(BookingSnapshot::clinic)
                .toList();
        int all = bookings.stream().mapToInt(List::size).sum();
        setStatus(ids, "paused");
        Broker.sendAll(bookings.stream().flatMap(List::stream).toList());
        await().atMost(PATIENCE).until(() -> count(ids, "state = 'pending'") >= all);
        long start = System.nanoTime();
        setStatus(ids, "active");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> held(clinics)
                .containsAll(wanted));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Set<String> held(List<SampleClinic> clinics) {
        return clinics.stream()
                .flatMap(clinic -> clinic.ehr.versionsWritten().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** Of all at once: one after the other they would have a start. */
    private static void setStatus(List<String> clinics, String status) {
        Database.execute(
                "update connection set status = ?, paused_reason = ? where clinic = any(string_to_array(?, ','))",
                status,
                "paused".equals(status) ? "operator" : null,
                String.join(",", clinics));
    }

    private static int count(List<String> clinics, String condition) {
        return Integer.parseInt(Database.list(
                        "select count(*) from delivery where " + condition
                                + " and clinic = any(string_to_array(?, ','))",
                        String.join(",", clinics))
                .getFirst());
    }

    private List<String> dead() {
        return Database.list("select booking_id from delivery where clinic = ? and state = 'dead'", clinic.id);
    }

    private static List<List<BookingSnapshot>> each(List<SampleClinic> clinics, List<String> patients) {
        return clinics.stream().map(clinic -> bookings(clinic, EACH, patients)).toList();
    }

    private static List<BookingSnapshot> bookings(SampleClinic clinic, int count, List<String> patients) {
        return IntStream.range(0, count)
                .mapToObj(place -> Samples.ofPatient(clinic.booking(), patients.get(place % patients.size())))
                .toList();
    }

    private static List<String> patients() {
        return Stream.generate(Samples::id).limit(PATIENTS).toList();
    }

    private static Fault about(Fault fault, Set<String> bookings) {
        return fault.onWrites("Appointment").on(request -> bookings.contains(request.booking()));
    }

    private static List<Set<String>> split(Set<String> all, int parts) {
        List<String> list = List.copyOf(all);
        return IntStream.range(0, parts)
                .mapToObj(part -> IntStream.range(0, list.size())
                        .filter(place -> place % parts == part)
                        .mapToObj(list::get)
                        .collect(Collectors.toSet()))
                .toList();
    }

    private static double ratio(Duration one, Duration other) {
        return (double) one.toNanos() / other.toNanos();
    }

    private static void told(Object... what) {
        System.out.println("NeighboursTest: "
                + Stream.of(what)
                        .map(each -> each instanceof Duration time ? time.toMillis() + " ms" : each.toString())
                        .collect(Collectors.joining(", ")));
    }
}
