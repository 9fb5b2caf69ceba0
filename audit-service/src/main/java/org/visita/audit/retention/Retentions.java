package org.visita.audit.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.StreamSupport;
import org.visita.audit.chain.ChainMacs;
import org.visita.contracts.Actor;

/** The store of retentions: rows are added, the newest counts, so that it can be seen who shortened one, and when. */
@ApplicationScoped
class Retentions {

    private final Pool pool;
    private final ChainMacs macs;
    private final Clock clock;

    @Inject
    Retentions(Pool pool, ChainMacs macs, Clock clock) {
        this.pool = pool;
        this.macs = macs;
        this.clock = clock;
    }

    /** In months. */
    Uni<Integer> of(String clinic) {
        return pool.preparedQuery(RetentionRow.NEWEST_FIRST.formatted("$1"))
                .execute(Tuple.of(clinic))
                .map(rows -> RetentionRow.months(
                        macs,
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row(clinic, row))
                                .toList()));
    }

    private static RetentionRow row(String clinic, Row row) {
        return new RetentionRow(
                clinic,
                row.getOffsetDateTime("set_at").toInstant(),
                row.getInteger("months"),
                row.getString("set_by"),
                row.getBuffer("mac").getBytes());
    }

    Uni<Void> set(String clinic, int months, Actor by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] mac = macs.ofRetention(clinic, now, months, by.toString());
        return pool.preparedQuery("insert into audit_retention (clinic, set_at, months, set_by, mac)"
                        + " values ($1, $2, $3, $4, decode($5, 'hex'))")
                .execute(Tuple.of(
                        clinic,
                        now.atOffset(ZoneOffset.UTC),
                        months,
                        by.toString(),
                        HexFormat.of().formatHex(mac)))
                .replaceWithVoid();
    }
}
