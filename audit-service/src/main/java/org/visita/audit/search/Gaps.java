package org.visita.audit.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.visita.audit.gap.OpenGaps;

/** What is known to be missing from the trail. */
@ApplicationScoped
class Gaps {

    /** Of one page. More than that is no list to read, but a trail that is not there. */
    static final int MOST = 100;

    /** Each has one stretch of missing numbers at least, so that the newest gaps have the newest of these. */
    private static final String OPEN = OpenGaps.where("""
                    before_at >= coalesce($1, '-infinity'::timestamptz)
                        and coalesce(after_at, '-infinity'::timestamptz) <= coalesce($2, 'infinity'::timestamptz)""") + """
            select emitter, process, lower(missing) as first, upper(missing) - 1 as last, after_at, before_at
            from (select * from open_gap order by before_at desc, emitter, process, first limit %1$d) as newest
                join come using (emitter, process)
                cross join lateral unnest(audit_numbers(newest.first, newest.last) - come.seen) as missing
            order by before_at desc, emitter, process, lower(missing) limit %1$d""".formatted(MOST);

    private final Pool pool;

    @Inject
    Gaps(Pool pool) {
        this.pool = pool;
    }

    /**
     * Those whose time touches this one, newest first. They belong to no clinic: what is lost may have been of any.
     *
     * @param from null: from the beginning
     * @param to null: to the end
     */
    Uni<List<Gap>> touching(Instant from, Instant to) {
        return pool.preparedQuery(OPEN).execute(Tuple.of(utc(from), utc(to))).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(Gaps::gap)
                .toList());
    }

    private static OffsetDateTime utc(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static Gap gap(Row row) {
        OffsetDateTime after = row.getOffsetDateTime("after_at");
        return new Gap(
                row.getString("emitter"),
                row.getString("process"),
                row.getLong("first"),
                row.getLong("last"),
                after == null ? null : after.toInstant(),
                row.getOffsetDateTime("before_at").toInstant());
    }
}
