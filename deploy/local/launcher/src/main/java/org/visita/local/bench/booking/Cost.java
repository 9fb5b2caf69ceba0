package org.visita.local.bench.booking;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.visita.local.bench.CpuTime;

/** Processor time that each part has used, in microseconds. */
record Cost(Map<Part, Long> micros) {

    /** Who works on a booking. The relay is a thread of the service, and counted apart from it. */
    enum Part {
        SERVICE,
        RELAY,
        DATABASE,
        BROKER,
        GATEWAY,
        CLIENT
    }

    /** The thread of the service that empties the outbox; what its producer does on threads of Kafka's is the service's. */
    private static final String RELAY = "outbox-relay";

    /** Since each of them started. */
    static Cost soFar(ToLongFunction<String> pidOf) {
        long service = pidOf.applyAsLong("booking");
        long relay = CpuTime.ofThread(service, RELAY);
        Map<Part, Long> micros = new EnumMap<>(Part.class);
        micros.put(Part.SERVICE, CpuTime.ofProcess(service) - relay);
        micros.put(Part.RELAY, relay);
        micros.put(Part.DATABASE, CpuTime.ofTree(pidOf.applyAsLong("postgres")));
        micros.put(Part.BROKER, CpuTime.ofProcess(pidOf.applyAsLong("kafka")));
        micros.put(Part.GATEWAY, CpuTime.ofProcess(pidOf.applyAsLong("gateway")));
        micros.put(Part.CLIENT, CpuTime.ofProcess(ProcessHandle.current().pid()));
        return new Cost(micros);
    }

    Cost since(Cost before) {
        Map<Part, Long> used = new EnumMap<>(Part.class);
        micros.forEach((part, now) -> used.put(part, now - before.micros.get(part)));
        return new Cost(used);
    }

    double each(Part part, int bookings) {
        return (double) micros.get(part) / Math.max(1, bookings);
    }

    double each(int bookings) {
        return micros.values().stream().mapToLong(Long::longValue).sum() / (double) Math.max(1, bookings);
    }
}
