package org.visita.audit.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.visita.audit.chain.ChainMacs;

/**
 * Leaves out changes that their clinic has let go. Their topics are kept for longer than the trail, and are read from the
 * beginning if nobody knows any more how far they were read: what was let go must not be recorded anew.
 */
@ApplicationScoped
class LetGo {

    private static final Logger LOG = Logger.getLogger(LetGo.class);

    /** No clinic lets anything go before. */
    private static final int LEAST_MONTHS = 12;

    private static final String EXPIRIES =
            "select clinic, through, expired_at, months, mac from audit_expiry where clinic = any(?)";

    private final ChainMacs macs;
    private final Clock clock;

    @Inject
    LetGo(ChainMacs macs, Clock clock) {
        this.macs = macs;
        this.clock = clock;
    }

    /** @return the others. Requests and acts are among them, however old: their topic forgets them soon */
    Collection<AuditEntry> without(Connection connection, Collection<AuditEntry> entries) throws SQLException {
        Instant old = monthsBefore(clock.instant(), LEAST_MONTHS);
        List<String> clinics = entries.stream()
                .filter(entry -> isChangeBefore(entry, old))
                .map(AuditEntry::clinic)
                .distinct()
                .toList();
        if (clinics.isEmpty()) {
            return entries;
        }
        Map<String, Instant> letGo = letGo(connection, clinics);
        List<AuditEntry> others = entries.stream()
                .filter(entry -> !isChangeBefore(entry, letGo.getOrDefault(entry.clinic(), Instant.MIN)))
                .toList();
        if (others.size() < entries.size()) {
            LOG.infof("Left out %d changes that their clinics have let go", entries.size() - others.size());
        }
        return others;
    }

    private static boolean isChangeBefore(AuditEntry entry, Instant time) {
        return !entry.isCounted() && entry.occurredAt().isBefore(time);
    }

    /** Up to when; whoever put rows into the database has let nothing go. */
    private Map<String, Instant> letGo(Connection connection, List<String> clinics) throws SQLException {
        Map<String, Instant> letGo = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(EXPIRIES)) {
            select.setArray(1, connection.createArrayOf("text", clinics.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String clinic = row.getString(1);
                    Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
                    if (macs.isExpiry(clinic, row.getLong(2), at, row.getInt(4), row.getBytes(5))) {
                        letGo.merge(clinic, monthsBefore(at, row.getInt(4)), LetGo::later);
                    }
                }
            }
        }
        return letGo;
    }

    private static Instant monthsBefore(Instant time, int months) {
        return time.atOffset(ZoneOffset.UTC).minusMonths(months).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
