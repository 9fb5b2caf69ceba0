package org.visita.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;

/** The booking service's own tables, behind its back. */
final class BookingDatabase extends Database {

    private final LocalStack stack;

    BookingDatabase(LocalStack stack) {
        this.stack = stack;
    }

    /** An event that waits to be sent. */
    record Waiting(String eventId, String booking) {}

    List<Waiting> outbox() {
        return rows("select id::text, aggregateid from outbox order by seq").stream()
                .map(row -> new Waiting((String) row.get(0), (String) row.get(1)))
                .toList();
    }

    void awaitEmptyOutbox(Duration within) {
        await().atMost(within).until(() -> outbox().isEmpty());
    }

    long bookings() {
        return (long) rows("select count(*) from booking").getFirst().getFirst();
    }

    /** The name of the session that leads the relay; empty if none does. */
    String relayLeader() {
        return rows("""
                select a.application_name from pg_locks l join pg_stat_activity a using (pid)
                where l.locktype = 'advisory' and l.granted and l.objid = %d and l.database =
                    (select oid from pg_database where datname = current_database())""".formatted(HeldRelay.OBJECT)).stream()
                .map(row -> (String) row.getFirst())
                .findFirst()
                .orElse("");
    }

    @Override
    Connection connect() throws SQLException {
        return stack.database(Service.BOOKING);
    }
}
