package org.visita.audit.gap;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How many gaps are open, the same on each replica. */
@ApplicationScoped
class GapGauges {

    private static final Logger LOG = Logger.getLogger(GapGauges.class);

    private static final String OPEN = OpenGaps.ALL + """
            select count(*), coalesce(sum(missing), 0)
            from open_gap join come using (emitter, process) cross join lateral (select sum(upper(hole) - lower(hole)) as missing
                from unnest(audit_numbers(first, last) - seen) as hole) as still""";

    private final AgroalDataSource database;
    private final AtomicLong gaps;
    private final AtomicLong entries;

    @Inject
    GapGauges(AgroalDataSource database, MeterRegistry registry) {
        this.database = database;
        this.gaps = registry.gauge("visita_audit_gaps", new AtomicLong());
        this.entries = registry.gauge("visita_audit_missing_entries", new AtomicLong());
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OPEN)) {
            row.next();
            gaps.set(row.getLong(1));
            entries.set(row.getLong(2));
        } catch (SQLException away) {
            LOG.debugf("The gaps could not be counted (SQL state %s); next try in 10 s", away.getSQLState());
        }
    }
}
