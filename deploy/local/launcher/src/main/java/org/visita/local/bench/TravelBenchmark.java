package org.visita.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.visita.local.clinic.Arrival;
import org.visita.local.clinic.DemoBooking;
import org.visita.local.clinic.Ehr;
import org.visita.local.clinic.Gateway;
import org.visita.local.clinic.SampleClinic;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackProblem;

/**
 * How long a booking travels: from the gateway's 201 until its Appointment can be read in the EHR. The reference writes
 * the same Appointment straight to the EHR and reads it: less than that, nobody can take. Both take turns, so that they
 * meet the same noise; what they leave is cancelled or deleted.
 */
public final class TravelBenchmark implements Benchmark {

    private static final String REFERENCE_ID = "https://visita.example/sid/benchmark";
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int SLOTS = 100;

    /** The promise is 2 s for each; the median leaves room for one relay and one consumer. */
    private static final double AIM_MEDIAN_MILLIS = 250;

    private static final double AIM_P99_MILLIS = 2000;

    private final SampleClinic clinic;
    private final Ehr ehr;
    private final Gateway gateway;
    private final DemoBooking bookings;

    public TravelBenchmark(LocalStack stack, SampleClinic clinic, Clock clock) {
        this.clinic = clinic;
        ehr = new Ehr(stack.ehr());
        gateway = new Gateway(stack.gateway(), clinic.apiKey());
        bookings = new DemoBooking(gateway, clinic, clock);
    }

    @Override
    public void run(int samples, Consumer<Measure> found) {
        Samples ours = new Samples();
        Samples reference = new Samples();
        List<JsonNode> slots = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            JsonNode booking = bookNext(slots, i);
            Arrival arrival = Arrival.await(ehr, booking, BOUND, PAUSE);
            ours.add(arrival.took());
            reference.add(writeAndRead(arrival.appointment()));
            cancel(booking);
        }
        found.accept(Measure.millis("travel-median", ours.percentile(50), reference.percentile(50), AIM_MEDIAN_MILLIS));
        found.accept(Measure.millis("travel-p99", ours.percentile(99), reference.percentile(99), AIM_P99_MILLIS));
    }

    private JsonNode bookNext(List<JsonNode> slots, int turn) {
        List<String> patients = clinic.patients();
        for (int attempt = 0; attempt < SLOTS; attempt++) {
            if (slots.isEmpty()) slots.addAll(bookings.freeSlots(SLOTS));
            if (slots.isEmpty()) break;
            String patient = patients.get((turn + attempt) % patients.size());
            Optional<JsonNode> booked = bookings.book(slots.removeFirst(), patient);
            if (booked.isPresent()) return booked.get();
        }
        throw new StackProblem("No slot is free for the benchmark.", "Run: ./visita reset");
    }

    private Duration writeAndRead(JsonNode appointment) {
        ObjectNode copy = appointment.deepCopy();
        copy.remove(List.of("id", "meta", "identifier"));
        String id = UUID.randomUUID().toString();
        long start = System.nanoTime();
        JsonNode written = ehr.createOnce(copy, REFERENCE_ID, id);
        boolean read = !ehr.search("Appointment", REFERENCE_ID, id).isEmpty();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (!read) throw new StackProblem("The EHR does not find what it just took.", "See ./visita logs ehr");
        ehr.delete(written);
        return took;
    }

    private void cancel(JsonNode booking) {
        gateway.post(
                "/v1/bookings/" + booking.path("id").asText() + "/cancel",
                JsonNodeFactory.instance.objectNode().put("reason", "duplicate"),
                UUID.randomUUID().toString());
    }
}
