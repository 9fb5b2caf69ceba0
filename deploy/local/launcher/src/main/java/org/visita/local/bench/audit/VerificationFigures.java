package org.visita.local.bench.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.visita.local.bench.Measure;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.StackProblem;

/**
 * Entries a second that are verified: by the offline verifier, in this process, on the export of one clinic, in turns with
 * SHA-256 alone over the same bytes; and by the service, out of its database.
 */
final class VerificationFigures {

    /** Until it is compiled. */
    private static final int WARM_UP = 3;

    private static final int ROUNDS = 5;
    private static final double AIM_PER_SECOND = 200_000;

    /** A tenth of it, as all of it comes out of the database first. */
    private static final double AIM_OF_SERVICE = 20_000;

    private final TrailFiles files;
    private final Gateway service;
    private final Consumer<String> notes;

    /** @param service asked directly, with a token */
    VerificationFigures(TrailFiles files, Gateway service, Consumer<String> notes) {
        this.files = files;
        this.service = service;
        this.notes = notes;
    }

    void take(Consumer<Measure> found) {
        long begun = System.nanoTime();
        OfflineCheck check = new OfflineCheck(files.export(), files.publicKeys());
        double exporting = (System.nanoTime() - begun) / 1e9;
        long entries = check.verify();
        notes.accept("Exported %,d entries of one clinic at %,.0f/s; verifying them ..."
                .formatted(entries, entries / exporting));
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int round = 1 - WARM_UP; round <= ROUNDS; round++) {
            double verified = perSecond(entries, check::verify);
            double hashed = perSecond(entries, check::hash);
            notes.accept("  verified %,9.0f/s, SHA-256 alone %,9.0f/s%s"
                    .formatted(verified, hashed, round > 0 ? "" : " (not counted)"));
            if (round > 0) {
                ours.add(verified);
                bare.add(hashed);
            }
        }
        double reference = middle(bare);
        found.accept(Measure.higher("audit-verify-offline", "1/s", middle(ours), reference, AIM_PER_SECOND));
        byService();
        long[] verified = new long[1];
        double perSecond = 1e9 / nanos(() -> verified[0] = byService());
        found.accept(Measure.higher("audit-verify-service", "1/s", verified[0] * perSecond, reference, AIM_OF_SERVICE));
    }

    /** @return how many entries the service has looked at, over as many calls as it takes */
    private long byService() {
        long entries = 0;
        String from = "1";
        do {
            JsonNode part = service.get("/v1/audit/verify", Map.of("from", from));
            if (!part.path("valid").asBoolean()) {
                throw new StackProblem("The chain is not valid: " + part.path("findings"), "It must be.");
            }
            entries += part.path("entries").asLong();
            from = part.path("next").asText("");
        } while (!from.isEmpty());
        return entries;
    }

    private static double perSecond(long entries, LongSupplier work) {
        return entries * 1e9 / nanos(work);
    }

    private static long nanos(LongSupplier work) {
        long begun = System.nanoTime();
        if (work.getAsLong() <= 0) throw new IllegalStateException("there was nothing to do");
        return Math.max(1, System.nanoTime() - begun);
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
