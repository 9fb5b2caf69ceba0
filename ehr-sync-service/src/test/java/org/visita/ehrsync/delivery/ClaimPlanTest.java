package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;

/** Bookings cost what there is to do for them, not what waits. */
@QuarkusTest
class ClaimPlanTest extends ComponentTest {

    private static final int WAITING = 20_000;

    @Inject
    AgroalDataSource database;

    @Test
    void a_claim_reads_a_few_rows_of_many_with_and_without_statistics() throws SQLException {
        manyWait();

        assertThat(plan(claim())).contains("using delivery_due").doesNotContain("Seq Scan on delivery", "JIT");
        Database.execute("analyze delivery, wanted_booking");
        assertThat(plan(claim())).contains("using delivery_due").doesNotContain("Seq Scan on delivery", "JIT");
    }

    @Test
    void a_settlement_reads_the_rows_that_it_is_about() throws SQLException {
        manyWait();
        String settlement = Deliveries.LOCK.replace("?1", "'[%s]'".formatted(named("booking")));

        assertThat(plan(settlement)).contains("booking_id = r.booking)").doesNotContain("Seq Scan on delivery");
        Database.execute("analyze delivery, wanted_booking");
        assertThat(plan(settlement)).contains("booking_id = r.booking)").doesNotContain("Seq Scan on delivery");
    }

    @Test
    void an_event_reads_the_rows_that_it_is_about() throws SQLException {
        manyWait();
        String event = LeaveFlow.OF_BOOKINGS.replace("?1", "'[%s]'".formatted(named("id")));

        assertThat(plan(event))
                .contains("booking_id = n.id)", "Tid Scan on delivery")
                .doesNotContain("Seq Scan on delivery");
        Database.execute("analyze delivery, wanted_booking");
        assertThat(plan(event))
                .contains("booking_id = n.id)", "Tid Scan on delivery")
                .doesNotContain("Seq Scan on delivery");
    }

    private void manyWait() {
        clinic.connect();
        clinic.pause();
        Database.execute("""
                insert into wanted_booking (clinic, booking_id, version, status, ends_at, changed_by, event, headers,
                                            origin, visit_type_id, practitioner_id, location_id, occurred_at)
                select ?, 'waits-' || i, 1, 'BOOKED', now(), 'api', '', '{}', '-', '-', '-', '-', now()
                from generate_series(1, ?) i""", clinic.id, WAITING);
        Database.execute("""
                insert into delivery (clinic, connection_id, booking_id, wanted_version, state, next_attempt_at, updated_at)
                select w.clinic, c.id, w.booking_id, 1, 'pending', now(), now()
                from wanted_booking w join connection c on c.clinic = w.clinic where w.clinic = ?""", clinic.id);
    }

    private String named(String booking) {
        return """
                {"clinic":"%s","connection":"%s","%s":"waits-1","lease":"%2$s"}""".formatted(clinic.id, clinic.connection(), booking);
    }

    private String plan(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // As the statement before it in the transaction does.
            statement.execute("set local enable_sort = off");
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery("explain (analyze) " + sql)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            connection.rollback();
            return plan.toString();
        }
    }

    private String claim() {
        return ClaimDeliveries.TAKE
                .replace("?1", """
                        '[{"clinic":"%s","connection":"%s","most":32,"probing":false,"turn":0}]'""".formatted(clinic.id, clinic.connection()))
                .replace("?2", "64")
                .replace("?3", "8000000")
                .replace("?4", "15")
                .replace("?5", "'{}'");
    }
}
