package org.visita.ehrsync.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gauge with one series for each value of a label. A series whose value is no longer told goes away; one that goes on
 * is never taken off for a moment, as it would be by a {@code MultiGauge}: a scrape in between would end an alert.
 */
final class LabelledGauge {

    private record Series(AtomicLong value, Gauge gauge) {}

    private final MeterRegistry registry;
    private final String name;
    private final String label;
    private final Map<String, Series> series = new HashMap<>();

    LabelledGauge(MeterRegistry registry, String name, String label) {
        this.registry = registry;
        this.name = name;
        this.label = label;
    }

    /** @param rows the label's value first; the series' values in the given column */
    void tell(RowSet<Row> rows, int column) {
        tell(rows, column, Map.of());
    }

    /** @param otherwise what those have that no row is of */
    void tell(RowSet<Row> rows, int column, Map<String, Long> otherwise) {
        Map<String, Long> values = new HashMap<>(otherwise);
        rows.forEach(row -> values.put(row.getString(0), row.getLong(column)));
        tell(values);
    }

    static long sum(RowSet<Row> rows, int column) {
        long sum = 0;
        for (Row row : rows) sum += row.getLong(column);
        return sum;
    }

    private synchronized void tell(Map<String, Long> values) {
        for (Iterator<Map.Entry<String, Series>> all = series.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Series> each = all.next();
            if (!values.containsKey(each.getKey())) {
                registry.remove(each.getValue().gauge());
                all.remove();
            }
        }
        values.forEach((value, number) ->
                series.computeIfAbsent(value, this::begin).value().set(number));
    }

    private Series begin(String of) {
        AtomicLong value = new AtomicLong();
        return new Series(
                value,
                Gauge.builder(name, value, AtomicLong::get).tag(label, of).register(registry));
    }
}
