package org.visita.local.bench.audit;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.visita.local.bench.CpuTime;

/** Processor time that each part has used, in microseconds. */
record AuditCost(Map<Part, Long> micros) {

    /** Who works on an entry that comes in; the client is this process. */
    enum Part {
        SERVICE,
        DATABASE,
        BROKER,
        CLIENT
    }

    /** Since each of them started. */
    static AuditCost soFar(ToLongFunction<String> pidOf) {
        Map<Part, Long> micros = new EnumMap<>(Part.class);
        micros.put(Part.SERVICE, CpuTime.ofProcess(pidOf.applyAsLong("audit")));
        micros.put(Part.DATABASE, CpuTime.ofTree(pidOf.applyAsLong("postgres")));
        micros.put(Part.BROKER, CpuTime.ofProcess(pidOf.applyAsLong("kafka")));
        micros.put(Part.CLIENT, CpuTime.ofProcess(ProcessHandle.current().pid()));
        return new AuditCost(micros);
    }

    AuditCost since(AuditCost before) {
        Map<Part, Long> used = new EnumMap<>(Part.class);
        micros.forEach((part, now) -> used.put(part, now - before.micros.get(part)));
        return new AuditCost(used);
    }

    double each(Part part, int entries) {
        return (double) micros.get(part) / entries;
    }

    /** For people: microseconds of each part for each entry. */
    String each(int entries) {
        StringBuilder text = new StringBuilder();
        for (Part part : Part.values()) {
            text.append(
                    String.format(Locale.ROOT, " %s %.1f", part.name().toLowerCase(Locale.ROOT), each(part, entries)));
        }
        return text.toString();
    }
}
