package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.catalog.CatalogListener;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.EhrSemantics;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.SampleClinic;
import org.visita.kit.context.FreshContext;
import org.visita.kit.testing.TopicReader;

/**
 * Bookings change in any order and are told twice, EHRs fail in every way, consumers lose their partitions, workers die
 * or are taken for dead, replicas come and go. It all ends in one Appointment of the newest version for each booking;
 * what becomes a dead letter is what the EHR will never take, and nothing else.
 *
 * <p>{@code -Dsync.seed} throws the same dice again, {@code -Dsync.seconds} goes on for longer.
 */
@QuarkusTest
class AnythingGoesTest extends ComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int FEWEST_ACTS = 80;

    @Inject
    ClaimDeliveries claimDeliveries;

    @Inject
    DeliverBooking deliverBooking;

    @Inject
    CatalogListener catalog;

    @Inject
    Ehr ehr;

    @Inject
    FreshContext fresh;

    @Inject
    Vertx vertx;

    @Inject
    EhrSyncConfig config;

    private final SampleClinic other = new SampleClinic();
    private final Workers workers = new Workers();
    private final Intruder intruder = new Intruder();
    private DeliveryDispatcher replica;

    @AfterEach
    void closeOther() {
        other.close();
    }

    @Test
    void ends_in_one_appointment_of_the_newest_version_for_each_booking() throws InterruptedException {
        long seed = Long.getLong("sync.seed", System.nanoTime());
        clinic.ehr.behavingLike(EhrSemantics.LIKE_HAPI);
        other.ehr.behavingLike(EhrSemantics.LIKE_MEDPLUM);
        List<ChaosClinic> clinics = List.of(new ChaosClinic(clinic, seed), new ChaosClinic(other, seed + 1));

        rage(clinics, new Random(seed));
        clinics.forEach(ChaosClinic::send);
        clinics.forEach(ChaosClinic::calmDown);
        int rebalances = intruder.awaitGone();

        clinics.forEach(each -> {
            await("sync.seed = " + seed).atMost(PATIENCE).until(() -> isSettled(each));
            check(each, "sync.seed = " + seed);
        });
        System.out.printf(
                "sync.seed = %d: %d bookings, %d dead letters, %d requests, %d rebalances%n",
                seed,
                clinics.stream().mapToInt(each -> each.newest().size()).sum(),
                clinics.stream().mapToInt(each -> each.bad().size()).sum(),
                clinic.ehr.requestCount() + other.ehr.requestCount(),
                rebalances);
        assertThat(clinics).allSatisfy(each -> assertThat(each.newest()).hasSizeGreaterThan(10));
        assertThat(rebalances).isPositive();
    }

    private void rage(List<ChaosClinic> clinics, Random dice) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(Long.getLong("sync.seconds", 20));
        // On a busy machine, longer: a script in which little happens proves little.
        for (int act = 0; act < FEWEST_ACTS || Instant.now().isBefore(end); act++) {
            if (act % FEWEST_ACTS == 10) {
                intruder.come();
            }
            ChaosClinic one = clinics.get(dice.nextInt(clinics.size()));
            for (int changes = dice.nextInt(6); changes > 0; changes--) {
                one.change();
            }
            one.send();
            switch (dice.nextInt(40)) {
                case 0, 1, 2 -> one.takeLeasesAway();
                case 3 -> one.killWorker(workers);
                case 4 -> one.clinic().ehr.goDown();
                case 5, 6, 7, 8 -> one.clinic().ehr.goUp();
                case 9 -> one.loseCredentials();
                case 10, 11, 12, 13 -> startOrStopReplica();
                case 14, 15, 16, 17, 18, 19 -> one.note();
                default -> resumePaused(one);
            }
            letSomeGetThrough(one);
        }
        if (replica != null) {
            startOrStopReplica();
        }
    }

    private static void resumePaused(ChaosClinic one) {
        if (one.isPaused()) {
            one.clinic().resume();
        }
    }

    private void startOrStopReplica() throws InterruptedException {
        if (replica == null) {
            replica = new DeliveryDispatcher(claimDeliveries, deliverBooking, catalog, ehr, fresh, vertx, config);
            replica.start(null);
        } else {
            replica.stop(null);
            replica = null;
        }
    }

    /** A few more requests; or a moment, where none comes because the EHR is away. */
    private static void letSomeGetThrough(ChaosClinic one) {
        int before = one.clinic().ehr.requestCount();
        try {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMillis(150))
                    .until(() -> one.clinic().ehr.requestCount() >= before + 10);
        } catch (ConditionTimeoutException away) {
            // Goes on: that is the point.
        }
    }

    private static boolean isSettled(ChaosClinic one) {
        Set<String> wanted = one.newest().values().stream()
                .map(booking -> booking.id() + '/' + booking.version())
                .collect(Collectors.toSet());
        return Set.copyOf(Database.list(
                        "select booking_id || '/' || wanted_version from delivery where clinic = ? and state <> 'pending'",
                        one.clinic().id))
                .equals(wanted);
    }

    private static void check(ChaosClinic one, String seed) {
        SampleClinic clinic = one.clinic();
        Map<String, String> externalIds = externalIds(clinic);
        assertThat(dead(clinic)).as(seed).isEqualTo(one.bad());
        assertThat(openLetters(clinic)).as(seed).isEqualTo(one.bad());
        one.newest().values().forEach(booking -> {
            String about = seed + ", booking " + booking.id() + ", version " + booking.version();
            List<Integer> written = clinic.ehr.versionsWritten(booking.id());
            // Up, and none twice: also where its answer was lost.
            assertThat(written).as(about).isSorted().doesNotHaveDuplicates();
            if (!one.bad().contains(booking.id())) {
                ObjectNode held = clinic.ehr.appointmentOf(booking.id()).orElseThrow(() -> new AssertionError(about));
                assertThat(written.getLast()).as(about).isEqualTo(booking.version());
                assertThat(FhirPaths.versionOf(held)).as(about).isEqualTo(booking.version());
                assertThat(held.path("id").asText()).as(about).isEqualTo(externalIds.get(booking.id()));
                assertThat(clinic.ehr.history("Appointment", held.path("id").asText()))
                        .as(about)
                        .extracting(FhirPaths::versionOf)
                        .isSorted();
            }
        });
        one.notes().forEach((booking, note) -> assertThat(clinic.ehr.appointmentOf(booking))
                .as("%s, what somebody noted about %s", seed, booking)
                .hasValueSatisfying(
                        held -> assertThat(held.path("comment").asText()).isEqualTo(note)));
        assertThat(clinic.ehr.all("Patient")).as(seed).doesNotHaveDuplicates();
        assertThat(patients(clinic)).as("%s, Patients", seed).doesNotHaveDuplicates();
        assertThat(clinic.ehr.strayed()).as(seed).isZero();
        assertThat(buried(one)).as(seed).containsAll(one.bad()).allMatch(one::wasEverRefused);
    }

    private static List<String> patients(SampleClinic clinic) {
        return clinic.ehr.all("Patient").stream()
                .map(patient -> patient.at("/identifier/0/value").asText())
                .toList();
    }

    private static Set<String> dead(SampleClinic clinic) {
        return Set.copyOf(
                Database.list("select booking_id from delivery where clinic = ? and state = 'dead'", clinic.id));
    }

    private static Set<String> openLetters(SampleClinic clinic) {
        return Set.copyOf(Database.list(
                "select booking_id from dead_letter where clinic = ? and state <> 'resolved'", clinic.id));
    }

    private static Map<String, String> externalIds(SampleClinic clinic) {
        return Database.list(
                        "select booking_id || ' ' || coalesce(external_id, '') from delivery where clinic = ?",
                        clinic.id)
                .stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    /** Bookings of which there is a record among the dead letters. */
    private static Set<String> buried(ChaosClinic one) {
        Map<String, BookingSnapshot> ours =
                one.newest().values().stream().collect(Collectors.toMap(BookingSnapshot::id, Function.identity()));
        return TopicReader.read(Topics.BOOKING_EVENTS_DEAD_LETTER, record -> ours.containsKey(record.key())).stream()
                .map(record -> record.key())
                .collect(Collectors.toSet());
    }
}
