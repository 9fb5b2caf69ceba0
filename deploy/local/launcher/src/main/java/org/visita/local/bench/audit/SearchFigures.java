package org.visita.local.bench.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.visita.local.bench.EventSender;
import org.visita.local.bench.Measure;
import org.visita.local.bench.Samples;
import org.visita.local.stack.StackProblem;

/** The newest page of what one key did, over HTTP, in turns with the same page by plain SQL on a warm connection. */
final class SearchFigures {

    private static final int PAGE = 100;
    private static final int WARM_UP = 300;
    private static final double AIM_MILLIS = 50;

    /** As the service asks: one more than the page, to know whether another follows. */
    private static final String SQL = """
            select * from audit_entry where clinic = ? and actor = ? order by occurred_at desc, id desc limit %d""".formatted(PAGE + 1);

    private final URI service;
    private final Supplier<String> token;
    private final String clinic;
    private final Consumer<String> notes;

    SearchFigures(URI service, Supplier<String> token, String clinic, Consumer<String> notes) {
        this.service = service;
        this.token = token;
        this.clinic = clinic;
        this.notes = notes;
    }

    void take(Connection database, List<String> keys, long entries, Consumer<Measure> found) throws SQLException {
        notes.accept("The newest %d entries of each of %d keys, of %,d entries in all ..."
                .formatted(PAGE, keys.size(), entries));
        Samples ours = new Samples();
        Samples plain = new Samples();
        try (HttpClient http = HttpClient.newHttpClient();
                PreparedStatement sql = database.prepareStatement(SQL)) {
            // About something else than what is measured, so that no key's page is read before its turn.
            for (int i = 0; i < WARM_UP; i++) ask(http, "resourceType=Booking&limit=" + PAGE);
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i);
                // Who comes second finds the pages in memory: that is each of them in turn.
                if (i % 2 == 0) plain.add(read(sql, key));
                ours.add(timed(() -> ask(http, "actor=" + key + "&limit=" + PAGE), key));
                if (i % 2 == 1) plain.add(read(sql, key));
            }
        }
        found.accept(Measure.millis("audit-search-p50", ours.percentile(50), plain.percentile(50), AIM_MILLIS));
        found.accept(Measure.millis("audit-search-p99", ours.percentile(99), plain.percentile(99), AIM_MILLIS));
    }

    private static Duration timed(Supplier<byte[]> search, String key) {
        long begun = System.nanoTime();
        byte[] answer = search.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        requirePage(answer, key);
        return took;
    }

    /** A page that is not what was asked for would be no figure. */
    static void requirePage(byte[] answer, String key) {
        try {
            JsonNode items = EventSender.JSON.readTree(answer).path("items");
            boolean whole = items.size() == PAGE;
            for (JsonNode item : items) whole &= item.path("actor").asText().equals(key);
            if (!whole) throw new StackProblem("The page of a key is not its newest " + PAGE + ".", "It must be.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] ask(HttpClient http, String query) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/audit?" + query))
                .header("Authorization", "Bearer " + token.get())
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) return answer.body();
            throw new StackProblem("A search was answered " + answer.statusCode() + ".", "See what the service logs.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run the benchmark again.", e);
        }
    }

    private Duration read(PreparedStatement sql, String key) throws SQLException {
        long begun = System.nanoTime();
        sql.setString(1, clinic);
        sql.setString(2, key);
        try (ResultSet rows = sql.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) rows.getObject(column);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
