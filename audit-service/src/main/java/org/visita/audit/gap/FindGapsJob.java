package org.visita.audit.gap;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.visita.audit.AuditConfig;
import org.visita.audit.OneReplica;

/**
 * Notices numbers that do not come. Later ones may overtake them, as partitions are not read at the same pace, so they
 * have a while. One that comes after all closes its gap by itself: what is open is told by what was seen.
 */
@ApplicationScoped
class FindGapsJob {

    private static final Logger LOG = Logger.getLogger(FindGapsJob.class);

    /** So many times as long may numbers be late then. */
    private static final int BEHIND = 20;

    private static final int NAMED = 20;

    private final OneReplica replica;
    private final AuditConfig config;
    private final Clock clock;
    private Map<Hole, Instant> missedSince = Map.of();

    @Inject
    FindGapsJob(OneReplica replica, AuditConfig config, Clock clock) {
        this.replica = replica;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void find() {
        replica.run("find-gaps", this::findOn);
    }

    private synchronized void findOn(Connection connection) throws SQLException {
        List<Hole> holes = Holes.find(connection);
        Instant now = clock.instant();
        Map<Hole, Instant> since = HashMap.newHashMap(holes.size());
        // While a backlog is read, partitions are apart by more than usual; but nobody puts it off for ever.
        boolean behind = !holes.isEmpty() && Holes.isBehind(connection, config.lateness());
        Duration lateness = behind ? config.lateness().multipliedBy(BEHIND) : config.lateness();
        List<Hole> missing = new ArrayList<>();
        for (Hole hole : holes) {
            Instant first = missedSince.getOrDefault(hole, now);
            if (first.plus(lateness).isAfter(now)) {
                since.put(hole, first);
            } else {
                missing.add(hole);
            }
        }
        missedSince = since;
        if (!missing.isEmpty()) {
            keep(connection, missing);
        }
    }

    private static void keep(Connection connection, List<Hole> missing) throws SQLException {
        Holes.keep(connection, missing);
        for (Hole hole : missing.subList(0, Math.min(missing.size(), NAMED))) {
            LOG.errorf(
                    "Audit entries %d to %d of %s %s are missing; see docs/runbooks/audit-gap.md",
                    hole.first(), hole.last(), hole.emitter(), hole.process());
        }
        if (missing.size() > NAMED) {
            LOG.errorf("%d more gaps like these were noticed; they stand in audit_gap", missing.size() - NAMED);
        }
    }
}
