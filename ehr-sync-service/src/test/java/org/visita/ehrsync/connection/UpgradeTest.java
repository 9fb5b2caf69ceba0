package org.visita.ehrsync.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;

/** From the database of the release before. */
@QuarkusTest
class UpgradeTest extends ComponentTest {

    private static final String SCHEMA = "of_the_release_before";

    @Inject
    AgroalDataSource database;

    /** They were not sealed: found again, they would not open, and the repeated request would fail. */
    @Test
    void answers_that_were_kept_before_are_forgotten() {
        flyway().target("1.0").load().migrate();
        Database.execute("insert into " + SCHEMA + """
                .idempotency_key (clinic, client, key, request_hash, status, headers, body, created_at)
                values ('c', 'api:c', 'k', 'hash', 201, '{}', 'not sealed', now())""");

        flyway().load().migrate();

        assertThat(Database.list("select key from " + SCHEMA + ".idempotency_key"))
                .isEmpty();
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database)
                .locations("db/kit", "db/migration")
                .defaultSchema(SCHEMA);
    }
}
