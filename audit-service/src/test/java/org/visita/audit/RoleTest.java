package org.visita.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.EntrySamples;
import org.visita.audit.proof.SignCheckpoint;
import org.visita.kit.context.FreshContext;

/** What the service may do to its database: asked of PostgreSQL, and tried. */
@QuarkusTest
class RoleTest implements Servers {

    private static final String WRITER = "audit_writer";
    private static final String TRAIL = "INSERT,SELECT";
    private static final String KITS = "DELETE,INSERT,SELECT,UPDATE";

    /** Flyway's own table, and the months: whoever may append to the trail needs no right to its parts. */
    private static final String NOTHING = "";

    private static final Map<String, String> RIGHTS = Map.ofEntries(
            Map.entry("audit_entry", TRAIL),
            Map.entry("audit_entry_any", NOTHING),
            Map.entry("audit_batch", TRAIL),
            Map.entry("audit_checkpoint", TRAIL),
            Map.entry("audit_person", TRAIL),
            Map.entry("audit_gap", TRAIL),
            Map.entry("audit_retention", TRAIL),
            Map.entry("audit_expiry", TRAIL),
            Map.entry("audit_tree", TRAIL),
            Map.entry("audit_erased", TRAIL),
            Map.entry("audit_emitter", "INSERT,SELECT,UPDATE"),
            Map.entry("audit_number", "DELETE,INSERT,SELECT"),
            Map.entry("outbox", KITS),
            Map.entry("idempotency_key", KITS),
            Map.entry("inbox", KITS),
            Map.entry("flyway_schema_history", NOTHING));

    @Inject
    AgroalDataSource database;

    @Inject
    AppendBatch batches;

    @Inject
    SignCheckpoint sign;

    @Inject
    FreshContext contexts;

    @Test
    void may_do_to_each_table_what_stands_here_and_nothing_else() {
        Superuser.query("select audit_make_month('2026-01-15'), audit_make_month('2020-01-01')");

        Map<String, String> found = new TreeMap<>();
        for (Object table : Superuser.query("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')""")) {
            found.put(table.toString(), rights(table.toString()));
        }

        assertThat(found).containsKeys("audit_entry_2026_01", "audit_entry_2020_01");
        found.forEach((table, rights) -> assertThat(rights)
                .as(table)
                .isEqualTo(table.matches("audit_entry_\\d{4}_\\d{2}") ? NOTHING : RIGHTS.get(table)));
        assertThat(found.keySet()).containsAll(RIGHTS.keySet());
    }

    private static String rights(String table) {
        Set<String> all =
                Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN");
        List<String> held = new ArrayList<>();
        for (String right : all) {
            if (Superuser.query("select has_table_privilege(?, ?, ?)", WRITER, table, right)
                    .contains(true)) {
                held.add(right);
            }
        }
        return String.join(",", held.stream().sorted().toList());
    }

    @Test
    void may_not_touch_single_columns_either() {
        assertThat(Superuser.query("""
                select relname || '.' || attname from pg_attribute join pg_class on attrelid = pg_class.oid
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped
                    and relname like 'audit%' and relname <> 'audit_emitter'
                    and has_column_privilege(?, pg_class.oid, attnum, 'UPDATE')""", WRITER)).isEmpty();
    }

    @Test
    void owns_nothing_and_is_nobody_else() {
        assertThat(Superuser.query("select relname from pg_class where relowner = ?::regrole", WRITER))
                .isEmpty();
        assertThat(Superuser.query("select proname from pg_proc where proowner = ?::regrole", WRITER))
                .isEmpty();
        assertThat(Superuser.query(
                        "select roleid::regrole::text from pg_auth_members where member = ?::regrole", WRITER))
                .isEmpty();
        assertThat(Superuser.query("""
                select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
                from pg_roles where rolname = ?""", WRITER)).containsExactly(false);
        assertThat(Superuser.query("select has_schema_privilege(?, 'public', 'create')", WRITER))
                .containsExactly(false);
        assertThat(Superuser.query("select has_database_privilege(?, current_database(), 'temp, create')", WRITER))
                .containsExactly(false);
    }

    @Test
    void calls_only_functions_that_look_first() {
        assertThat(Superuser.query("""
                select proname::text from pg_proc where pronamespace = 'public'::regnamespace
                    and has_function_privilege(?, oid, 'execute') order by 1""", WRITER))
                .containsExactly(
                        "audit_drop_empty_months",
                        "audit_erase_person",
                        "audit_expire",
                        "audit_forget_before",
                        "audit_make_month",
                        "audit_mend_tree",
                        "audit_numbers",
                        "audit_seen");
        assertThat(Superuser.query("""
                select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
                    and not coalesce(proconfig::text like '%search_path=public, pg_temp%', false)""")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set actor = 'key:another'",
                "update audit_entry_any set actor = 'key:another'",
                "delete from audit_entry",
                "truncate audit_entry",
                "truncate audit_batch",
                "alter table audit_entry add column note text",
                "alter table audit_entry disable trigger all",
                "alter table audit_entry detach partition audit_entry_any",
                "drop table audit_entry_any",
                "drop table audit_entry cascade",
                "create trigger bend before insert on audit_entry for each row execute function suppress_redundant_updates_trigger()",
                "create rule bend as on insert to audit_entry do instead nothing",
                "alter table audit_entry enable row level security",
                "update audit_batch set hashes = hashes",
                "delete from audit_batch",
                "update audit_checkpoint set size = size",
                "delete from audit_checkpoint",
                "update audit_person set ref = null",
                "delete from audit_person",
                "delete from audit_gap",
                "update audit_retention set months = 12",
                "delete from audit_expiry",
                "delete from audit_emitter",
                "delete from audit_erased",
                "insert into audit_entry select from audit_entry on conflict do update set actor = 'x'",
                "merge into audit_entry using audit_entry as e on false when matched then delete",
                "set role audit",
                "set session authorization audit",
                "set session_replication_role = replica",
                "create table mine (n int)",
                "create temporary table mine (n int)",
                "create or replace function audit_make_month(day date) returns boolean language sql return true",
                "alter role audit_writer superuser",
                "grant audit to audit_writer",
                "copy audit_entry to program 'cat'",
                "select pg_read_file('postgresql.conf')",
            })
    void is_refused(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement tried = connection.createStatement()) {
            assertThatThrownBy(() -> tried.execute(statement))
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .as(refused.getMessage())
                            .isIn("42501", "42601"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.flyway.username, quarkus.flyway.password, true",
        "test.superuser.username, test.superuser.password, true",
        "quarkus.datasource.username, quarkus.datasource.password, false",
    })
    void the_service_does_not_start_as_a_role_that_may_change_the_trail(String user, String password, boolean refused)
            throws SQLException {
        Config config = ConfigProvider.getConfig();
        try (AgroalDataSource other = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .connectionFactoryConfiguration(connections -> connections
                                .jdbcUrl(config.getValue("quarkus.datasource.jdbc.url", String.class))
                                .principal(new NamePrincipal(config.getValue(user, String.class)))
                                .credential(new SimplePassword(config.getValue(password, String.class))))))) {
            StartupChecks checks = new StartupChecks(other, Optional.empty());
            if (refused) {
                assertThatThrownBy(() -> checks.check(null)).hasMessageContaining("may change the trail");
            } else {
                checks.check(null);
            }
        }
    }

    @Test
    void lets_nothing_go_before_its_time() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement tried = connection.createStatement()) {
            assertThatThrownBy(() -> tried.execute("select audit_expire('a-clinic', 1, now(), 84, '', '', '')"))
                    .hasMessageContaining("no checkpoint has this size");
            assertThatThrownBy(() -> tried.execute("select audit_expire('a-clinic', 1, now(), 12, '', '', '')"))
                    .hasMessageContaining("another retention");
        }
    }

    /** What the role may add to make young entries look old: a planted batch, checkpoint, retention. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into audit_batch select clinic, 2, 10, previous_hash, substring(hashes for 288),"
                        + " '2000-01-01', mac from audit_batch where clinic = '%1$s'",
                "insert into audit_batch select clinic, 900, 901, previous_hash, substring(hashes for 64),"
                        + " '2000-01-01', mac from audit_batch where clinic = '%1$s' and first_position = 1",
                "insert into audit_checkpoint select clinic, 9, root, head, frontier, '2000-01-01', key_id,"
                        + " signature, 1 from audit_checkpoint where clinic = '%1$s'",
                "insert into audit_retention values ('%1$s', now() + interval '9 years', 12, 'key:x', '')",
            })
    void what_is_put_in_makes_nothing_older(String planted) throws Exception {
        String clinic = EntrySamples.newClinic();
        batches.append(Stream.generate(() -> EntrySamples.of(clinic)).limit(10).toList());
        contexts.run(() -> sign.now(clinic)).await().indefinitely();

        try (Connection connection = database.getConnection();
                Statement tried = connection.createStatement()) {
            tried.execute(planted.formatted(clinic));
            for (String size : List.of("9", "10", "900", "901")) {
                for (String months : List.of("84", "12", "0", "null")) {
                    assertThatThrownBy(() -> tried.execute("select audit_expire('%s', %s, now(), %s, 'x', '', '')"
                                    .formatted(clinic, size, months)))
                            .isInstanceOf(SQLException.class);
                }
            }
        }

        assertThat(Superuser.query("select position from audit_entry where clinic = ?", clinic))
                .hasSize(10);
    }
}
