package org.visita.local.bench.booking;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.visita.local.bench.Measure;
import org.visita.local.bench.booking.Turns.Turn;

/** What one booking costs, part by part. */
final class Costs {

    private static final String MICROS = "us";

    /** What each part may take, so that all of them together come to twice the raw client with its database. */
    private static final Map<Cost.Part, Double> BUDGET = Map.of(
            Cost.Part.SERVICE, 300.0,
            Cost.Part.RELAY, 40.0,
            Cost.Part.DATABASE, 400.0,
            Cost.Part.BROKER, 60.0,
            Cost.Part.CLIENT, 60.0);

    private Costs() {}

    static void tell(Consumer<Measure> found, Turn service, Turn raw) {
        for (Cost.Part part : Cost.Part.values()) {
            if (part == Cost.Part.GATEWAY) continue;
            boolean alsoRaw = part == Cost.Part.DATABASE || part == Cost.Part.CLIENT;
            found.accept(Measure.lower(
                    "booking-cpu-" + part.name().toLowerCase(Locale.ROOT),
                    MICROS,
                    service.micros(part),
                    alsoRaw ? raw.micros(part) : 0,
                    BUDGET.get(part)));
        }
        double reference = raw.cost().each(raw.load().done());
        found.accept(Measure.lower(
                "booking-cpu-all",
                MICROS,
                service.cost().each(service.load().done()),
                reference,
                Math.round(2 * reference)));
    }
}
