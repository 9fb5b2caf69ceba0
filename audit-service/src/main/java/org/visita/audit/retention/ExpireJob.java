package org.visita.audit.retention;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.visita.audit.OneReplica;
import org.visita.audit.intake.Months;

/** Lets entries go whose time is over, and makes the months to come. */
@ApplicationScoped
class ExpireJob {

    private static final Logger LOG = Logger.getLogger(ExpireJob.class);

    private final OneReplica replica;
    private final Expiries expiries;
    private final Months months;
    private final Clock clock;

    @Inject
    ExpireJob(OneReplica replica, Expiries expiries, Months months, Clock clock) {
        this.replica = replica;
        this.expiries = expiries;
        this.months = months;
        this.clock = clock;
    }

    @Scheduled(every = "24h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        replica.run("expire", this::runOn);
    }

    void runOn(Connection connection) throws SQLException {
        Instant now = clock.instant();
        months.ensure(connection, List.of(now, now.plus(Duration.ofDays(31))));
        for (String clinic : expiries.clinics(connection)) {
            expire(connection, clinic);
        }
        expiries.dropEmptyMonths(connection);
    }

    /** What is wrong with the trail of one clinic keeps no other from its retention. */
    private void expire(Connection connection, String clinic) throws SQLException {
        try {
            long gone = expiries.expire(connection, clinic);
            if (gone > 0) {
                LOG.infof("The retention of clinic %s let %d audit entries go", clinic, gone);
            }
        } catch (AlteredHistoryException altered) {
            LOG.errorf(
                    "Nothing more of the trail of clinic %s is let go: %s. See the runbook audit-broken-chain",
                    clinic, altered.getMessage());
        } catch (SQLException refused) {
            if (refused.getSQLState() == null || !refused.getSQLState().startsWith("23")) {
                throw refused;
            }
            LOG.errorf(
                    "The owner of the trail lets nothing more go of clinic %s: rows were put in or altered. See the"
                            + " runbook audit-broken-chain",
                    clinic);
        }
    }
}
