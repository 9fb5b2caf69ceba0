package org.visita.ehrsync.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.EhrRequest;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.FaultPlan;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.SampleClinic;
import org.visita.ehrsync.testing.Samples;

/** A clinic of which bookings come and change in any order, and whose EHR does what it likes. */
final class ChaosClinic {

    private static final int MOST_BOOKINGS = 120;
    private static final int ONE_BAD_IN = 9;
    private static final double FAULTS = 0.08;

    private final SampleClinic clinic;
    private final Random dice;
    private final List<String> patients = Stream.generate(Samples::id).limit(25).toList();
    private final Map<String, BookingSnapshot> newest = new LinkedHashMap<>();
    private final List<BookingSnapshot> told = new ArrayList<>();
    private final List<BookingSnapshot> bag = new ArrayList<>();

    /** What the EHR will never take: {@code booking/version}. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private final Map<String, String> notes = new HashMap<>();

    ChaosClinic(SampleClinic clinic, long seed) {
        this.clinic = clinic;
        this.dice = new Random(seed);
        clinic.connect();
        // A booking may meet any number of faults that pass: none of them is to be its last.
        Database.execute("""
                update connection
                set retry_attempts = 1000000, retry_first_pause_ms = 20, retry_longest_pause_ms = 200,
                    version = version + 1
                where clinic = ?""", clinic.id);
        misbehave(FaultPlan.random(seed, FAULTS));
    }

    SampleClinic clinic() {
        return clinic;
    }

    Map<String, BookingSnapshot> newest() {
        return newest;
    }

    /** What the EHR was told by hand about each Appointment, by id of the booking. */
    Map<String, String> notes() {
        return notes;
    }

    boolean wasEverRefused(String booking) {
        return refused.stream().anyMatch(each -> each.startsWith(booking + '/'));
    }

    /** Those whose newest version the EHR will never take. */
    Set<String> bad() {
        return newest.values().stream()
                .filter(booking -> refused.contains(booking.id() + '/' + booking.version()))
                .map(BookingSnapshot::id)
                .collect(Collectors.toSet());
    }

    private void misbehave(FaultPlan plan) {
        clinic.ehr
                .with(Fault.answering(422).onWrites("Appointment").on(this::isRefused))
                .with(plan);
    }

    private boolean isRefused(EhrRequest request) {
        return refused.contains(request.booking() + '/' + FhirPaths.versionOf(request.resource()));
    }

    /** A new booking, or another version of one: not sent yet. */
    void change() {
        List<BookingSnapshot> open = newest.values().stream()
                .filter(booking -> booking.status() == BookingStatus.BOOKED)
                .toList();
        boolean another = newest.size() < MOST_BOOKINGS && dice.nextInt(3) == 0;
        if (!another && open.isEmpty()) {
            return;
        }
        BookingSnapshot next = another ? Samples.ofPatient(clinic.booking(), any(patients)) : next(any(open));
        if (dice.nextInt(ONE_BAD_IN) == 0) {
            refused.add(next.id() + '/' + next.version());
        }
        newest.put(next.id(), next);
        bag.add(next);
    }

    private BookingSnapshot next(BookingSnapshot booking) {
        return switch (dice.nextInt(12)) {
            case 0 -> Samples.cancelled(booking, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST);
            case 1 -> Samples.in(booking, BookingStatus.CHECKED_IN);
            default -> Samples.moved(booking, Duration.ofMinutes(30));
        };
    }

    /** In any order, and some of what was sent before once more. */
    void send() {
        for (int again = dice.nextInt(3); again > 0 && !told.isEmpty(); again--) {
            bag.add(any(told));
        }
        Collections.shuffle(bag, dice);
        Broker.sendAll(bag);
        told.addAll(bag);
        bag.clear();
    }

    /** Somebody in the clinic writes something into an Appointment. */
    void note() {
        if (newest.isEmpty()) {
            return;
        }
        String booking = any(List.copyOf(newest.keySet()));
        clinic.ehr.appointmentOf(booking).ifPresent(held -> {
            String text = "note " + dice.nextInt();
            clinic.ehr.edit("Appointment", held.path("id").asText(), now -> now.put("comment", text));
            notes.put(booking, text);
        });
    }

    /** Whoever works for this clinic is taken for dead, and is not. */
    void takeLeasesAway() {
        Database.execute("""
                update delivery set lease_until = now()
                where ctid in (select ctid from delivery where clinic = ? and lease_until > now()
                               for update skip locked)""", clinic.id);
    }

    /** Somebody takes on deliveries, and dies. */
    void killWorker(Workers workers) {
        workers.claim(1 + dice.nextInt(3), Workers.of(clinic));
    }

    void loseCredentials() {
        clinic.ehr.with(Fault.answering(401).times(1));
    }

    boolean isPaused() {
        return "paused".equals(clinic.connectionField("status"));
    }

    /** Nothing but what it will never take is refused from now on. */
    void calmDown() {
        clinic.ehr.behave();
        misbehave(FaultPlan.together());
        clinic.ehr.goUp();
        if (isPaused()) {
            clinic.resume();
        }
    }

    private <T> T any(List<T> all) {
        return all.get(dice.nextInt(all.size()));
    }
}
