package org.visita.audit.proof;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.visita.audit.AuditConfig;
import org.visita.audit.OneReplica;

/**
 * Verifies all chains, slowly, without being asked: also that of requests of nobody known, which no caller can ask for.
 * One replica at a time does; each does in its turn, as each has findings of its own that may be over.
 */
@ApplicationScoped
class VerifyAllJob {

    private static final Logger LOG = Logger.getLogger(VerifyAllJob.class);

    private static final Duration TICK = Duration.ofSeconds(5);

    /** Walks from clinic to clinic by the index; also where somebody took all hashes away, and only entries are left. */
    private static final String CLINICS = """
            with recursive clinics as (
                (select clinic from %1$s order by clinic limit 1)
                union all
                select (select b.clinic from %1$s b where b.clinic > c.clinic order by b.clinic limit 1)
                from clinics c where c.clinic is not null)
            select clinic from clinics where clinic is not null""";

    private static final List<String> TABLES = List.of("audit_batch", "audit_checkpoint", "audit_entry");

    private final OneReplica replica;
    private final VerifyTrail verify;
    private final NewestCheckpoints published;
    private final AuditConfig.Proof config;
    private final Clock clock;
    private Instant next = Instant.EPOCH;
    private OneReplica.Held held;
    private VerifyRound round;

    @Inject
    VerifyAllJob(OneReplica replica, VerifyTrail verify, NewestCheckpoints published, AuditConfig config, Clock clock) {
        this.replica = replica;
        this.verify = verify;
        this.published = published;
        this.config = config.proof();
        this.clock = clock;
    }

    @Scheduled(
            every = "5s",
            delayed = "${visita.audit-service.proof.verify-all-after:PT1M}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            if (round == null && !clock.instant().isBefore(next)) {
                begin();
            }
            if (round != null && (!held.isHeld() || !round.goOn(config.verifyAllPace() * TICK.toSeconds()))) {
                end();
            }
        } catch (SQLException failure) {
            LOG.warnf("Verifying all chains failed (SQL state %s); it begins anew soon", failure.getSQLState());
            end();
        }
    }

    private void begin() throws SQLException {
        held = replica.hold("verify-all").orElse(null);
        if (held != null) {
            next = clock.instant().plus(config.verifyAllEach());
            round = new VerifyRound(verify, clinics(held.connection()));
        }
    }

    private void end() {
        round = null;
        if (held != null) {
            held.close();
            held = null;
        }
    }

    Collection<String> clinics(Connection connection) throws SQLException {
        TreeSet<String> clinics = new TreeSet<>(published.clinics());
        for (String table : TABLES) {
            try (PreparedStatement select = connection.prepareStatement(CLINICS.formatted(table));
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    clinics.add(row.getString(1));
                }
            }
        }
        return clinics;
    }
}
