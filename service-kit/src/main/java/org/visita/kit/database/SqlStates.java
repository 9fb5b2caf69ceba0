package org.visita.kit.database;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What PostgreSQL said, however it reaches us: the driver throws a {@link PgException}, and Hibernate Reactive makes a
 * {@link SQLException} of that, which only shares its state.
 */
public final class SqlStates {

    private SqlStates() {}

    /** The five characters of SQLSTATE (PostgreSQL manual, appendix A); empty if the failure is not the database's. */
    public static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state =
                    switch (cause) {
                        case PgException refused -> refused.getSqlState();
                        case SQLException refused -> refused.getSQLState();
                        default -> null;
                    };
            if (state != null) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Classes 22, 23 and 54: data, constraints and limits. Trying the same again would not help. */
    public static boolean isAboutTheContent(String state) {
        return state.matches("(22|23|54).*");
    }
}
