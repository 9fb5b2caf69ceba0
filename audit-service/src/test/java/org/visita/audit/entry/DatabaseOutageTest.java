package org.visita.audit.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.contracts.audit.AuditEvent;

@QuarkusTest
class DatabaseOutageTest implements Servers {

    private final Config config = ConfigProvider.getConfig();
    private final String clinic = Trail.newClinic();

    @AfterEach
    void databaseIsBack() throws SQLException {
        admit(true);
    }

    @Test
    void entries_wait_until_the_database_is_back() throws SQLException {
        AuditEvent before = Acts.cancelling(clinic);
        AuditEvent during = Acts.cancelling(clinic);
        AuditEvent alsoDuring = Acts.cancelling(clinic);
        AuditEvent after = Acts.cancelling(clinic);
        Trail.write(before);
        Trail.awaitEntries(clinic, 1);

        admit(false);
        Trail.write(during);
        await().atMost(Trail.SOON).until(() -> statusOf("/q/health/ready") == 503);
        Trail.write(alsoDuring);
        Trail.readerOf(clinic).get("/v1/audit").then().statusCode(503).body("code", equalTo("unavailable"));
        assertThat(statusOf("/q/health/live")).isEqualTo(200);
        admit(true);

        Trail.awaitEntries(clinic, 3);
        Trail.write(after);
        Trail.awaitEntries(clinic, 4);
        assertThat(Trail.ids(clinic, Map.of())).containsExactly(after.id(), alsoDuring.id(), during.id(), before.id());
        await().atMost(Trail.SOON).until(() -> statusOf("/q/health/ready") == 200);
    }

    private int statusOf(String path) {
        return given().port(config.getValue("quarkus.management.test-port", Integer.class))
                .get(path)
                .statusCode();
    }

    /** Shuts the service's database, and ends whoever is in it. */
    private void admit(boolean connections) throws SQLException {
        String url = config.getValue("quarkus.datasource.jdbc.url", String.class);
        String name = url.replaceAll(".*/", "");
        try (Connection other = Superuser.connect(url.replaceFirst("[^/]+$", "template1"));
                Statement statement = other.createStatement()) {
            statement.execute("alter database \"" + name + "\" with allow_connections " + connections);
            if (!connections) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            }
        }
    }
}
