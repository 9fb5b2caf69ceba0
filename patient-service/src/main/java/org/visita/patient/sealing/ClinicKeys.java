package org.visita.patient.sealing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.patient.sealing.ClinicKeysets.Encrypted;

/** The keys of every clinic: made on first use, then kept in memory, a few hundred bytes for each clinic served. */
@ApplicationScoped
public class ClinicKeys {

    private final Map<String, ClinicKey> opened = new ConcurrentHashMap<>();
    private final ClinicKeysets keysets;
    private final Pool pool;
    private final Clock clock;

    @Inject
    ClinicKeys(ClinicKeysets keysets, Pool pool, Clock clock) {
        this.keysets = keysets;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Call it before a transaction, never inside. A key must be kept for good before anything is sealed with it, so it
     * is stored on a connection of its own; and transactions that each wait for a second connection could lock up the
     * pool.
     */
    public Uni<ClinicKey> of(String clinic) {
        ClinicKey known = opened.get(clinic);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return find(clinic)
                .onItem()
                .ifNull()
                .switchTo(() -> create(clinic))
                .map(found -> keysets.open(clinic, found))
                .invoke(key -> opened.put(clinic, key));
    }

    /** For code that cannot wait; {@link #of} has come before. */
    ClinicKey alreadyOpened(String clinic) {
        ClinicKey known = opened.get(clinic);
        if (known == null) {
            throw new IllegalStateException("the keys of this clinic have not been asked for yet");
        }
        return known;
    }

    private Uni<Encrypted> find(String clinic) {
        return pool.preparedQuery("select sealing, searching from clinic_key where clinic = $1")
                .execute(Tuple.of(clinic))
                .map(rows -> {
                    RowIterator<Row> row = rows.iterator();
                    return row.hasNext() ? toEncrypted(row.next()) : null;
                });
    }

    private Uni<Encrypted> create(String clinic) {
        Encrypted fresh = keysets.generate(clinic);
        return pool.preparedQuery("""
                        insert into clinic_key (clinic, sealing, searching, created_at) values ($1, $2, $3, $4)
                        on conflict (clinic) do nothing""")
                .execute(Tuple.of(
                        clinic,
                        Buffer.buffer(fresh.sealing()),
                        Buffer.buffer(fresh.searching()),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                // Another replica may have been first: what stands in the table is the key, whoever made it.
                .chain(() -> find(clinic));
    }

    private static Encrypted toEncrypted(Row row) {
        return new Encrypted(
                row.getBuffer("sealing").getBytes(), row.getBuffer("searching").getBytes());
    }
}
