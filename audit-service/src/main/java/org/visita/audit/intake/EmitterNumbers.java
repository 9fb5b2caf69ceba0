package org.visita.audit.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which numbers of each process came: what is missing between them was lost, or is still to come. */
final class EmitterNumbers {

    private static final String ADD = """
            insert into audit_number (emitter, process, seen, first_at, last_at)
            values (?, ?, ?::int8multirange, ?, ?)""";

    private record Source(String emitter, String process) {}

    private EmitterNumbers() {}

    static void add(Connection connection, Collection<AuditEntry> entries) throws SQLException {
        SortedMap<Source, SortedMap<Long, Instant>> bySource = bySource(entries);
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            for (Map.Entry<Source, SortedMap<Long, Instant>> one : bySource.entrySet()) {
                SortedMap<Long, Instant> numbers = one.getValue();
                insert.setString(1, one.getKey().emitter());
                insert.setString(2, one.getKey().process());
                insert.setString(3, ranges(numbers.keySet()));
                insert.setObject(4, earliest(numbers.values()).atOffset(ZoneOffset.UTC));
                insert.setObject(5, latest(numbers.values()).atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static SortedMap<Source, SortedMap<Long, Instant>> bySource(Collection<AuditEntry> entries) {
        SortedMap<Source, SortedMap<Long, Instant>> bySource =
                new TreeMap<>(Comparator.comparing(Source::emitter).thenComparing(Source::process));
        for (AuditEntry entry : entries) {
            if (entry.isCounted()) {
                bySource.computeIfAbsent(new Source(entry.emitter(), entry.process()), source -> new TreeMap<>())
                        .put(entry.sequence(), entry.occurredAt());
            }
        }
        return bySource;
    }

    /** As a literal of {@code int8multirange}: {@code {[1,4),[5,9)}}. */
    private static String ranges(Iterable<Long> sorted) {
        StringBuilder text = new StringBuilder("{");
        long first = 0;
        long next = 0;
        for (long number : sorted) {
            if (number != next) {
                close(text, first, next);
                first = number;
            }
            next = number + 1;
        }
        return close(text, first, next).append('}').toString();
    }

    private static StringBuilder close(StringBuilder text, long first, long next) {
        if (next > 0) {
            text.append(text.length() > 1 ? "," : "")
                    .append('[')
                    .append(first)
                    .append(',')
                    .append(next)
                    .append(')');
        }
        return text;
    }

    private static Instant earliest(Collection<Instant> times) {
        return times.stream().min(Instant::compareTo).orElseThrow();
    }

    private static Instant latest(Collection<Instant> times) {
        return times.stream().max(Instant::compareTo).orElseThrow();
    }
}
