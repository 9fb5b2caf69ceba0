package org.visita.local.bench.sync;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.visita.local.bench.CpuTime;

/** Processor time that each part has used, in microseconds. */
record SyncCost(Map<Part, Long> micros) {

    /** Who works on a delivery. The relay is a thread of the service, and counted apart from it. */
    enum Part {
        SERVICE,
        RELAY,
        DATABASE,
        BROKER,
        EHR,
        CLIENT
    }

    private static final String RELAY = "outbox-relay";

    /** Since each of them started. */
    static SyncCost soFar(ToLongFunction<String> pidOf, String ehrThread) {
        long own = ProcessHandle.current().pid();
        long service = pidOf.applyAsLong("ehr-sync");
        long relay = CpuTime.ofThread(service, RELAY);
        long ehr = CpuTime.ofThread(own, ehrThread);
        Map<Part, Long> micros = new EnumMap<>(Part.class);
        micros.put(Part.SERVICE, CpuTime.ofProcess(service) - relay);
        micros.put(Part.RELAY, relay);
        micros.put(Part.DATABASE, CpuTime.ofTree(pidOf.applyAsLong("postgres")));
        micros.put(Part.BROKER, CpuTime.ofProcess(pidOf.applyAsLong("kafka")));
        micros.put(Part.EHR, ehr);
        micros.put(Part.CLIENT, CpuTime.ofProcess(own) - ehr);
        return new SyncCost(micros);
    }

    SyncCost since(SyncCost before) {
        Map<Part, Long> used = new EnumMap<>(Part.class);
        micros.forEach((part, now) -> used.put(part, now - before.micros.get(part)));
        return new SyncCost(used);
    }

    /** For people: microseconds of each part for each booking. */
    String each(int bookings) {
        StringBuilder text = new StringBuilder();
        micros.forEach((part, used) -> text.append(" ")
                .append(part.name().toLowerCase(Locale.ROOT))
                .append(" ")
                .append(used / bookings));
        return text.toString();
    }
}
