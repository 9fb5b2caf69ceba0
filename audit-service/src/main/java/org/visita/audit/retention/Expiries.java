package org.visita.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.proof.CheckpointSignatures;
import org.visita.audit.retention.ExpiryReads.Signed;
import org.visita.proof.Expiry;

/**
 * Asks the owner of the trail to let go what its clinic does not keep any longer. Whether that is so is told by nothing
 * that somebody could have put into the database: by times that are signed, and by hashes and retentions that have our
 * codes. The owner looks once more, as far as it can: whoever has this service's password has not its keys.
 */
@ApplicationScoped
class Expiries {

    /** Entries at once, so that no statement runs for long. */
    private static final long STEP = 100_000;

    /**
     * Checkpoints have the time of this service, batches that of the database: where the service's is behind, a checkpoint
     * may be old enough by its own time while what it covers is not.
     */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private static final String CLINICS = "select distinct clinic from audit_checkpoint order by clinic";

    private final ChainMacs macs;
    private final CheckpointSignatures signatures;
    private final OwnHistory history;

    @Inject
    Expiries(ChainMacs macs, CheckpointSignatures signatures, OwnHistory history) {
        this.macs = macs;
        this.signatures = signatures;
        this.history = history;
    }

    List<String> clinics(Connection connection) throws SQLException {
        List<String> clinics = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CLINICS)) {
            while (row.next()) {
                clinics.add(row.getString(1));
            }
        }
        return clinics;
    }

    /**
     * @return how many entries went
     * @throws AlteredHistoryException if what is too old is not what was recorded: then it stays for somebody to look at
     */
    long expire(Connection connection, String clinic) throws SQLException {
        ExpiryReads reads = new ExpiryReads(connection, clinic);
        long gone = 0;
        long through = reads.through(macs);
        int months = reads.months(macs);
        while (true) {
            Instant now = reads.now();
            Instant cutoff = now.atOffset(ZoneOffset.UTC).minusMonths(months).toInstant();
            // Most days nothing is due, and the oldest one tells.
            Instant signedBefore = cutoff.minus(CLOCKS_APART);
            if (reads.first(through)
                    .filter(oldest -> oldest.at().isBefore(signedBefore))
                    .isEmpty()) {
                return gone;
            }
            Optional<Signed> last = reads.last(through, through + STEP, signedBefore);
            Signed step = last.isPresent() ? last.get() : reads.first(through).orElseThrow();
            history.check(reads, through, step, cutoff);
            gone += expire(connection, clinic, step.size(), now, months);
            through = step.size();
        }
    }

    private long expire(Connection connection, String clinic, long through, Instant now, int months)
            throws SQLException {
        Expiry signed = signatures.expiry(clinic, through, now, months);
        try (PreparedStatement call = connection.prepareStatement("select audit_expire(?, ?, ?, ?, ?, ?, ?)")) {
            call.setString(1, clinic);
            call.setLong(2, through);
            call.setObject(3, now.atOffset(ZoneOffset.UTC));
            call.setInt(4, months);
            call.setBytes(5, macs.ofExpiry(clinic, through, now, months));
            call.setString(6, signed.keyId());
            call.setBytes(7, signed.signature());
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    void dropEmptyMonths(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select audit_drop_empty_months()");
        }
    }
}
