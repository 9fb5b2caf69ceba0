package org.visita.local.bench.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent;

/**
 * Entries as two gateways write them for fifty clinics, one after the other: a quarter is of the largest clinic, which
 * has 200 keys, the others have four each; 5,000 patients are divided likewise. The same seed gives the same entries.
 */
final class TrailMix {

    static final int CLINICS = 50;
    static final int PATIENTS = 5_000;
    static final int KEYS_OF_LARGEST = 200;
    private static final int KEYS = 4;
    private static final int PATIENTS_EACH = PATIENTS * 3 / 4 / (CLINICS - 1);
    private static final int SHARE_OF_LARGEST = 4;

    /** Some 27 hours for a million. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private static final String LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /** @param addresses one for each key */
    private record Clinic(String id, List<String> keys, List<String> addresses, List<String> patients) {}

    private static final class Gateway {
        private final String process;
        private long sequence;

        private Gateway(String process) {
            this.process = process;
        }
    }

    private final Random random;
    private final Acts acts;
    private final List<Clinic> clinics = new ArrayList<>();
    private final List<Gateway> gateways;
    private Instant now;

    /** @param largest id of the largest clinic */
    TrailMix(String largest, Instant first, long seed) {
        random = new Random(seed);
        acts = new Acts(random);
        now = first;
        clinics.add(clinic(largest, KEYS_OF_LARGEST, PATIENTS - (CLINICS - 1) * PATIENTS_EACH));
        for (int i = 1; i < CLINICS; i++) clinics.add(clinic(id(), KEYS, PATIENTS_EACH));
        gateways = List.of(new Gateway(id()), new Gateway(id()));
    }

    /** Those of the largest clinic, as the trail names them. */
    List<String> keys() {
        return clinics.getFirst().keys().stream().map(key -> "key:" + key).toList();
    }

    AuditEvent next() {
        now = now.plus(BETWEEN);
        Acts.Act act = acts.draw();
        Clinic clinic = clinics.get(random.nextInt(SHARE_OF_LARGEST) == 0 ? 0 : 1 + random.nextInt(CLINICS - 1));
        int key = random.nextInt(clinic.keys().size());
        String patient = act.ofPatient()
                ? clinic.patients().get(random.nextInt(clinic.patients().size()))
                : null;
        Gateway gateway = gateways.get(random.nextInt(gateways.size()));
        return new AuditEvent(
                id(),
                clinic.id(),
                now,
                new Actor(Actor.Kind.KEY, clinic.keys().get(key)),
                act.action(),
                act.resourceType(),
                !act.ofRecord() ? null : act.resourceType().equals("Patient") ? patient : id(),
                patient,
                act.outcome(),
                act.code(),
                clinic.addresses().get(key),
                id(),
                "%016x%016x".formatted(random.nextLong(), random.nextLong()),
                1 + random.nextInt(60),
                "gateway",
                gateway.process,
                ++gateway.sequence);
    }

    private Clinic clinic(String id, int keys, int patients) {
        return new Clinic(
                id,
                IntStream.range(0, keys).mapToObj(_ -> key()).toList(),
                IntStream.range(0, keys)
                        .mapToObj(_ -> "203.0.113." + random.nextInt(256))
                        .toList(),
                IntStream.range(0, patients).mapToObj(_ -> id()).toList());
    }

    private String key() {
        return random.ints(12, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append)
                .toString();
    }

    /** A UUID of the time as it goes on here (RFC 9562, section 5.7). */
    private String id() {
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = Long.MIN_VALUE | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
