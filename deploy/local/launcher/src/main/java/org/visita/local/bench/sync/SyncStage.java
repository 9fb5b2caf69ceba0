package org.visita.local.bench.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.contracts.booking.BookingEvent;
import org.visita.local.bench.BenchStack;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/**
 * All that takes part: the service with a connection to one EHR double, the bare loop with another double, and a clinic
 * whose bookings are told.
 */
record SyncStage(
        BenchStack bench,
        Clock clock,
        SyncClinic clinic,
        Telling telling,
        EhrDouble ours,
        EhrDouble bares,
        BareLoop bare,
        Connection database,
        String connection)
        implements AutoCloseable {

    static SyncStage set(BenchStack bench, Clock clock) {
        try {
            // The day after tomorrow: no visit is past, whatever the hour.
            Instant first = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(2));
            SyncClinic clinic = new SyncClinic(bench.clinic(), first);
            EhrDouble ours = new EhrDouble("ehr-of-service", new EhrRecords(new Arrived()));
            EhrDouble bares = new EhrDouble("ehr-of-bare", new EhrRecords(new Arrived()));
            Telling telling = new Telling(bench.stack().kafka());
            telling.catalog(clinic.catalog());
            String connection = connect(bench, ours);
            BareLoop bare = new BareLoop(bench.stack().kafka(), bares.address(), SyncBenchmark.AT_A_TIME);
            return new SyncStage(
                    bench,
                    clock,
                    clinic,
                    telling,
                    ours,
                    bares,
                    bare,
                    bench.stack().database(Service.EHR_SYNC),
                    connection);
        } catch (SQLException e) {
            throw new StackProblem("No connection to the database: " + e.getMessage(), "Try again.", e);
        }
    }

    private static String connect(BenchStack bench, EhrDouble ehr) {
        return api(bench)
                .post("/v1/connections", settings(ehr), UUID.randomUUID().toString())
                .path("id")
                .asText();
    }

    private static ObjectNode settings(EhrDouble ehr) {
        ObjectNode settings = JsonNodeFactory.instance
                .objectNode()
                .put("name", "EHR double")
                .put("baseUrl", ehr.address().toString());
        settings.putObject("limits").put("concurrency", SyncBenchmark.AT_A_TIME);
        return settings;
    }

    /** As an operator would who knows what the EHR bears. */
    void limit(int requestsPerSecond) {
        String path = "/v1/connections/" + connection;
        ObjectNode settings = settings(ours);
        settings.withObject("/limits").put("requestsPerSecond", requestsPerSecond);
        int version = api(bench).get(path, Map.of()).path("version").asInt();
        api(bench).put(path, settings, version);
    }

    private static Gateway api(BenchStack bench) {
        return new Gateway(bench.address(Service.EHR_SYNC), bench.tokens()::current);
    }

    /** Deliveries wait from now on; what is under way ends. */
    void pause() {
        act("pause");
    }

    void resume() {
        act("resume");
    }

    private void act(String verb) {
        api(bench)
                .post(
                        "/v1/connections/" + connection + "/" + verb,
                        JsonNodeFactory.instance.objectNode(),
                        UUID.randomUUID().toString());
    }

    /** New bookings; nobody has been told of them. */
    List<BookingEvent> book(int count) {
        return clinic.book(count, clock.instant());
    }

    long pid(String server) {
        return bench.stack().status().stream()
                .filter(each -> each.name().equals(server))
                .findFirst()
                .orElseThrow()
                .pid()
                .orElseThrow();
    }

    @Override
    public void close() {
        bare.close();
        telling.close();
        ours.close();
        bares.close();
        try {
            database.close();
        } catch (SQLException e) {
            throw new StackProblem("The database did not let go: " + e.getMessage(), "Try again.", e);
        }
    }
}
