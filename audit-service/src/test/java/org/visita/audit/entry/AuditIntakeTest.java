package org.visita.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.audit.Servers;
import org.visita.contracts.EventType;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSamples.Sample;
import org.visita.kit.topics.EventJson;

@QuarkusTest
class AuditIntakeTest implements Servers {

    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry registry;

    private final String clinic = Trail.newClinic();

    @Test
    void an_entry_that_comes_twice_is_there_once() throws SQLException {
        AuditEvent event = Acts.cancelling(clinic);
        AuditEvent last = Acts.cancelling(clinic);

        Trail.write(event, event);
        Trail.write(event);
        Trail.write(last);
        Trail.awaitEntries(clinic, 2);

        assertThat(count(clinic)).isEqualTo(2);
    }

    @Test
    void ten_thousand_entries_at_once_are_all_there() {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            records.add(EventJson.write(Acts.cancelling(clinic)));
        }

        Trail.writeRaw(records, clinic);

        await().atMost(Duration.ofSeconds(30)).until(() -> count(clinic) == 10_000);
    }

    @Test
    void what_is_stored_is_committed() {
        Trail.write(Acts.cancelling(clinic), Acts.cancelling(clinic));
        Trail.awaitEntries(clinic, 2);

        await().atMost(Trail.SOON)
                .untilAsserted(() -> assertThat(Trail.committed()).isNotEmpty().isEqualTo(Trail.written()));
    }

    @Test
    void what_is_no_entry_is_skipped_and_counted_and_stops_nothing() throws SQLException {
        AuditEvent before = Acts.cancelling(clinic);
        AuditEvent after = Acts.cancelling(clinic);
        double unreadable = registry.counter("visita_audit_unreadable").count();
        double refused = registry.counter("visita_audit_refused").count();
        String good = new String(EventJson.write(Acts.cancelling(clinic)), StandardCharsets.UTF_8);

        Trail.writeRaw(
                List.of(
                        EventJson.write(before),
                        bytes("not json"),
                        bytes(""),
                        bytes("null"),
                        bytes("[]"),
                        bytes("{}"),
                        bytes(good.replaceAll("\"id\":\"[0-9a-f-]{36}\"", "\"id\":\"no-uuid\"")),
                        bytes(good.replace("SUCCEEDED", "WON")),
                        bytes(good.replace("booking.cancel", "booking\\u0000cancel")),
                        bytes(good.replace("018f0000-0000-7000-8000-000000000001", incompressible())),
                        EventJson.write(after)),
                clinic);
        Trail.awaitEntries(clinic, 2);

        assertThat(Trail.ids(clinic, Map.of())).containsExactly(after.id(), before.id());
        assertThat(registry.counter("visita_audit_unreadable").count() - unreadable)
                .isEqualTo(7);
        assertThat(registry.counter("visita_audit_refused").count() - refused).isEqualTo(2);
    }

    @Test
    void fields_that_a_newer_emitter_adds_do_no_harm() {
        String newer = new String(EventJson.write(Acts.cancelling(clinic)), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"mood\":\"fine\",");

        Trail.writeRaw(List.of(bytes(newer)), clinic);

        Trail.awaitEntries(clinic, 1);
    }

    @Test
    void what_nobody_identified_did_is_kept_and_shown_to_nobody() {
        AuditEvent template = Acts.cancelling(clinic);
        String text = new String(EventJson.write(template), StandardCharsets.UTF_8)
                .replaceAll("\"clinic\":\"[^\"]*\",", "")
                .replaceAll("\"actor\":\\{[^}]*},", "");

        Trail.writeRaw(List.of(bytes(text)), null);

        await().atMost(Trail.SOON).until(() -> count("") > 0);
        for (String nobody : List.of("", "unknown", clinic)) {
            assertThat(Trail.ids(nobody, Map.of())).isEmpty();
            Trail.readerOf(nobody).get("/v1/audit/{id}", template.id()).then().statusCode(404);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_of_the_contract_is_taken(Sample sample) throws SQLException {
        AuditEvent event = EventJson.read(sample.payload(), AuditEvent.class);

        Trail.writeRaw(List.of(sample.payload()), event.clinic());

        await().atMost(Trail.SOON).until(() -> countId(event.id()) == 1);
    }

    static List<Sample> samples() {
        return ContractSamples.of(EventType.AUDIT_RECORDED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Longer than an index takes, and PostgreSQL cannot make it shorter. */
    private static String incompressible() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(UUID.randomUUID());
        }
        return text.toString();
    }

    private long count(String ofClinic) throws SQLException {
        return number("select count(*) from audit_entry where clinic = ?", ofClinic);
    }

    private long countId(String id) throws SQLException {
        return number("select count(*) from audit_entry where id = ?::uuid", id);
    }

    private long number(String sql, String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
