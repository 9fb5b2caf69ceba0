package org.visita.audit.intake;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why entries were not appended, as far as it matters to what is done next. */
enum AppendFailure {
    /** Some stand in the trail. */
    THERE_ALREADY,

    /** Another one was at it at the same time: again. */
    BUSY,

    /** It took longer than a transaction may: fewer at once. */
    TOO_LONG,

    OTHER;

    /** serialization_failure, deadlock_detected, lock_not_available. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");

    /** transaction_timeout, query_canceled. */
    private static final Set<String> ENDED = Set.of("25P04", "57014");

    static AppendFailure of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return OTHER;
        }
        if (PASSING.contains(state)) {
            return BUSY;
        }
        if (ENDED.contains(state)) {
            return TOO_LONG;
        }
        if (!state.equals("23505")) {
            return OTHER;
        }
        // The keys of partitions have names of their own, so it is the table that tells.
        return table(failure).startsWith("audit_entry") ? THERE_ALREADY : BUSY;
    }

    private static String table(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ServerErrorMessage said = cause instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
            if (said != null && said.getTable() != null) {
                return said.getTable();
            }
        }
        return "";
    }
}
