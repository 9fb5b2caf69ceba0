package org.visita.local.bench.gateway;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.visita.local.bench.BenchStack;
import org.visita.local.bench.LiveHeap;
import org.visita.local.bench.Measure;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/** What a hundred thousand keys take of the door's memory, which holds all of them. */
final class KeyMemory {

    private static final int KEYS = 100_000;
    private static final double MIB = 1024.0 * 1024;
    private static final double AIM_MIB = 100;

    private final BenchStack bench;
    private final Consumer<String> notes;

    KeyMemory(BenchStack bench, Consumer<String> notes) {
        this.bench = bench;
        this.notes = notes;
    }

    static long pid(BenchStack bench) {
        return bench.stack().status().stream()
                .filter(each -> each.name().equals(Service.GATEWAY.id()))
                .findFirst()
                .orElseThrow()
                .pid()
                .orElseThrow();
    }

    void take(Consumer<Measure> found) {
        notes.accept("Memory of %,d keys ...".formatted(KEYS));
        bench.stack().restart(Service.GATEWAY.id());
        long before = LiveHeap.bytesOf(pid(bench));
        addKeys();
        bench.stack().restart(Service.GATEWAY.id());
        long after = LiveHeap.bytesOf(pid(bench));
        found.accept(Measure.lower("gateway-100000-keys", "MiB", (after - before) / MIB, 0, AIM_MIB));
    }

    /** Like the first key, whatever else a key has by now. */
    private void addKeys() {
        try (Connection database = bench.stack().database(Service.GATEWAY);
                PreparedStatement insert = database.prepareStatement("""
                        insert into access_key overriding system value
                        select (jsonb_populate_record(null::access_key, first.row || jsonb_build_object(
                            'key_id', lpad(n::text, 12, '0'), 'seq', 1000000 + n, 'label', 'key ' || n))).*
                        from (select to_jsonb(access_key) as row from access_key order by seq limit 1) first,
                            generate_series(1, ?) n""")) {
            insert.setInt(1, KEYS);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StackProblem("The keys could not be stored: " + e.getMessage(), "Run it again.", e);
        }
    }
}
