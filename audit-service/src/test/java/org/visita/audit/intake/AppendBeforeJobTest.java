package org.visita.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;

@QuarkusTest
class AppendBeforeJobTest implements Servers {

    @Inject
    AppendBatch batches;

    @Inject
    AgroalDataSource database;

    @Inject
    ChainMacs macs;

    private final String clinic = EntrySamples.newClinic();

    @Test
    void what_was_recorded_before_there_were_chains_is_in_them_and_nowhere_else() throws Exception {
        AppendBeforeJob job = new AppendBeforeJob(null, batches);
        makeTable();
        Superuser.execute("""
                insert into audit_entry_before (clinic, occurred_at, id, actor, action, resource_type, resource_id,
                    patient_id, outcome, duration_millis, emitter, process, sequence, received_at)
                select ?, timestamptz '2025-12-31 23:00Z' + n * interval '1 s', gen_random_uuid(), 'key:3fXk9QpL2aZb',
                    'patient.update', 'Patient', 'patient-' || n % 10, null, 'succeeded', 1, 'patient-service', ?, n, now()
                from generate_series(1, 4500) as n""", clinic, UUID.randomUUID().toString());

        run(job);

        Chains.assertWhole(clinic, 4500, macs);
        assertThat(Superuser.query("select to_regclass('audit_entry_before') is null"))
                .containsExactly(true);
        assertThat(Superuser.query("select count(distinct person) from audit_entry where clinic = ?", clinic))
                .containsExactly(10L);
    }

    @Test
    void a_table_that_comes_back_is_not_looked_at() throws Exception {
        AppendBeforeJob job = new AppendBeforeJob(null, batches);
        run(job);
        makeTable();
        Superuser.execute("""
                insert into audit_entry_before (clinic, occurred_at, id, action, resource_type, outcome, duration_millis,
                    emitter, process, sequence, received_at)
                values (?, now(), gen_random_uuid(), 'booking.read', 'Booking', 'succeeded', 1, 'gateway', 'p', 1, now())
                """, clinic);

        run(job);

        assertThat(Superuser.query("select 1 from audit_entry where clinic = ?", clinic))
                .isEmpty();
        Superuser.execute("drop table audit_entry_before");
    }

    /** As it was before there were chains; a new database has none. */
    private static void makeTable() {
        Superuser.execute("""
                create table audit_entry_before (
                    clinic text not null, occurred_at timestamptz not null, id uuid not null, actor text,
                    action text not null, resource_type text not null, resource_id text, patient_id text,
                    outcome text not null, code text, address text, request_id text, trace_id text,
                    duration_millis bigint not null, emitter text not null, process text not null,
                    sequence bigint not null, received_at timestamptz not null, primary key (clinic, occurred_at, id))""");
        Superuser.execute("alter table audit_entry_before owner to audit");
        Superuser.execute("grant select on audit_entry_before to audit_writer");
    }

    private void run(AppendBeforeJob job) throws Exception {
        try (Connection connection = database.getConnection()) {
            job.runOn(connection);
        }
    }
}
