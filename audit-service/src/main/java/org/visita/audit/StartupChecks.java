package org.visita.audit;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.kit.startup.SampleSecrets;

/** Refuses settings under which the trail could be bent. */
@ApplicationScoped
class StartupChecks {

    private static final String OWNERS_PASSWORD = "quarkus.flyway.password";

    /** True for the owner, for its members and for superusers too. What was seen of emitters is no part of the trail. */
    private static final String MAY_BEND = """
            select bool_or(pg_has_role(relowner, 'member') or has_table_privilege(oid, 'update, delete, truncate'))
            from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname like 'audit\\_%'
                and relname not in ('audit_emitter', 'audit_number')""";

    private final AgroalDataSource database;
    private final Optional<String> ownersPassword;

    @Inject
    StartupChecks(AgroalDataSource database, @ConfigProperty(name = OWNERS_PASSWORD) Optional<String> ownersPassword) {
        this.database = database;
        this.ownersPassword = ownersPassword;
    }

    void check(@Observes StartupEvent starting) throws SQLException {
        SampleSecrets.refuseSample(OWNERS_PASSWORD, ownersPassword.orElse(null));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(MAY_BEND)) {
            answer.next();
            if (answer.getBoolean(1)) {
                throw new IllegalStateException("quarkus.datasource.username is a role that may change the trail."
                        + " Set one that owns nothing, and quarkus.flyway.username to the owner.");
            }
        }
    }
}
