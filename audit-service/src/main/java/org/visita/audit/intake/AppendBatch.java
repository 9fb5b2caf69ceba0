package org.visita.audit.intake;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.visita.audit.AuditConfig;
import org.visita.audit.chain.AppendedHeads;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainMacs;

/** Appends entries to the trail, all of them or none, each once. Blocks. */
@ApplicationScoped
public class AppendBatch {

    /** Others may be faster a few times; after so many, it is better to wait. */
    private static final int ATTEMPTS = 8;

    private final AgroalDataSource database;
    private final LetGo letGo;
    private final Months months;
    private final Sealing sealing;
    private final ChainMacs macs;
    private final AppendedHeads heads;
    private final AuditConfig config;

    @Inject
    AppendBatch(
            AgroalDataSource database,
            LetGo letGo,
            Months months,
            Sealing sealing,
            ChainMacs macs,
            AppendedHeads heads,
            AuditConfig config) {
        this.database = database;
        this.letGo = letGo;
        this.months = months;
        this.sealing = sealing;
        this.macs = macs;
        this.heads = heads;
        this.config = config;
    }

    /**
     * Those that are there already stay as they are; those that were let go do not come back.
     *
     * @throws SQLException if the database does not take them, or is away; then none of them was appended
     */
    public void append(List<AuditEntry> entries) throws SQLException {
        Map<AuditEntry.Key, AuditEntry> once = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach(entry -> once.putIfAbsent(entry.key(), entry));
        try (Connection connection = database.getConnection()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(
                    Runnable::run, 2 * (int) config.longestTransaction().toMillis());
            try {
                Collection<AuditEntry> kept = letGo.without(connection, once.values());
                months.ensure(
                        connection, kept.stream().map(AuditEntry::occurredAt).toList());
                append(connection, sealing.seal(connection, kept), entries);
            } finally {
                // Jobs have other work on this connection, which may take longer.
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            }
        }
    }

    /** @param all also those that are there already: their numbers have come */
    private void append(Connection connection, List<SealedEntry> sealed, List<AuditEntry> all) throws SQLException {
        List<SealedEntry> missing = sealed;
        for (int attempt = 1; ; attempt++) {
            try {
                appendAtOnce(connection, missing, all);
                return;
            } catch (SQLException failure) {
                AppendFailure kind = AppendFailure.of(failure);
                boolean again = kind == AppendFailure.THERE_ALREADY || kind == AppendFailure.BUSY;
                if (!again || attempt == ATTEMPTS) {
                    throw failure;
                }
                // Looking for them beforehand would cost each batch a query, and almost none has been here before.
                if (kind == AppendFailure.THERE_ALREADY) {
                    missing = withoutKnown(connection, missing);
                }
            }
        }
    }

    private static List<SealedEntry> withoutKnown(Connection connection, List<SealedEntry> entries)
            throws SQLException {
        Set<AuditEntry.Key> known = new HashSet<>(KnownEntries.of(
                connection, entries.stream().map(SealedEntry::entry).toList()));
        return entries.stream()
                .filter(entry -> !known.contains(entry.entry().key()))
                .toList();
    }

    private void appendAtOnce(Connection connection, List<SealedEntry> entries, List<AuditEntry> all)
            throws SQLException {
        SortedMap<String, List<SealedEntry>> byClinic = new TreeMap<>();
        for (SealedEntry entry : entries) {
            byClinic.computeIfAbsent(entry.entry().clinic(), clinic -> new ArrayList<>())
                    .add(entry);
        }
        connection.setAutoCommit(false);
        try {
            limit(connection);
            List<ChainBatch> appended =
                    byClinic.isEmpty() ? List.of() : new ChainTransaction(connection, macs).append(byClinic);
            EmitterNumbers.add(connection, all);
            connection.commit();
            heads.remember(appended);
        } catch (SQLException | RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
        }
        connection.setAutoCommit(true);
    }

    /** Whoever hangs here holds up a clinic: the database ends it. */
    private void limit(Connection connection) throws SQLException {
        long longest = config.longestTransaction().toMillis();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local transaction_timeout = " + longest + "; set local lock_timeout = " + longest / 2
                    + "; set local idle_in_transaction_session_timeout = " + longest / 2);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
        }
    }
}
