package org.visita.ehrsync.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** How far each EHR is behind, and whether anything goes out to it. Labels are ids: no name of a clinic, no address. */
@ApplicationScoped
class ConnectionGauges {

    /** Series of a metric; a scrape with four of each stays under 200 KiB. */
    private static final int MOST = 500;

    // Nothing goes out to an EHR that only brings: what was under way when it became one waits, and late it is not.
    // Those in trouble have a series of their own in any case: it is them that somebody looks for.
    private static final String MEASURE = """
            with waiting as (
              select d.clinic, d.connection_id, count(*) as behind, min(d.behind_since) as since
              from delivery d join connection c on c.clinic = d.clinic and c.id = d.connection_id
              where d.state = 'pending' and c.direction <> 'inbound' group by d.clinic, d.connection_id),
            measured as (
              select c.id, coalesce(w.behind, 0) as behind,
                     greatest(0, coalesce(extract(epoch from now() - w.since), 0)) as age,
                     case c.status when 'paused' then 1 else 0 end as paused,
                     case k.state when 'closed' then 0 when 'half-open' then 1 else 2 end as circuit
              from connection c
              join circuit k on k.clinic = c.clinic and k.connection_id = c.id
              left join waiting w on w.clinic = c.clinic and w.connection_id = c.id),
            ranked as (
              select *, row_number() over (order by paused + circuit > 0 or age > 60 desc, id) as rank from measured)
            select case when rank <= $1 then id::text else 'other' end, sum(behind)::bigint, max(age)::bigint,
                   sum(paused)::bigint, max(circuit)::bigint
            from ranked group by 1""";

    private final Pool pool;
    private final LabelledGauge behind;
    private final LabelledGauge oldest;
    private final LabelledGauge paused;
    private final LabelledGauge circuit;

    @Inject
    ConnectionGauges(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        behind = new LabelledGauge(registry, "visita_sync_behind", "connection");
        oldest = new LabelledGauge(registry, "visita_sync_oldest_unsynced_seconds", "connection");
        paused = new LabelledGauge(registry, "visita_connection_paused", "connection");
        circuit = new LabelledGauge(registry, "visita_circuit_state", "connection");
    }

    /** @return what waits, of all of them */
    Uni<Long> measure() {
        return measure(MOST);
    }

    /** @param most connections with series of their own; the rest is one more, {@code other} */
    Uni<Long> measure(int most) {
        return pool.preparedQuery(MEASURE)
                .execute(Tuple.of(most))
                .invoke(rows -> {
                    behind.tell(rows, 1);
                    oldest.tell(rows, 2);
                    paused.tell(rows, 3);
                    circuit.tell(rows, 4);
                })
                .map(rows -> LabelledGauge.sum(rows, 1));
    }
}
