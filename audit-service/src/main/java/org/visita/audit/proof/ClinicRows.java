package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.chain.OddRow;
import org.visita.proof.Finding;
import org.visita.proof.Finding.Kind;

/** Rows beside the chain of a clinic that decide what becomes of it: how long it is kept, and who was erased. */
record ClinicRows(Pool pool, ChainMacs macs, String clinic) {

    /** Far more than anybody decides about. */
    private static final int MOST = 10_000;

    private static final String RETENTIONS =
            "select set_at, months, set_by, mac from audit_retention where clinic = $1 order by set_at desc limit $2";

    private static final String ERASURES =
            "select ref, erased_at, mac from audit_erased where clinic = $1 order by erased_at desc limit $2";

    Uni<List<Finding>> wrong() {
        ChainReads reads = new ChainReads(pool, clinic);
        Tuple asked = Tuple.of(clinic, MOST);
        List<Finding> wrong = new ArrayList<>();
        return reads.list(RETENTIONS, asked, row -> {
                    if (!isRetention(row)) {
                        wrong.add(finding(Kind.RETENTION, "audit_retention", "set", OddRow.instant(row, "set_at")));
                    }
                    return wrong;
                })
                .chain(() -> reads.list(ERASURES, asked, row -> {
                    Instant at = OddRow.instant(row, "erased_at");
                    if (!macs.isErasure(clinic, OddRow.bytes(row, "ref"), at, OddRow.bytes(row, "mac"))) {
                        wrong.add(finding(Kind.ERASURE, "audit_erased", "erased", at));
                    }
                    return wrong;
                }))
                .replaceWith(wrong);
    }

    private boolean isRetention(Row row) {
        return macs.isRetention(
                clinic,
                OddRow.instant(row, "set_at"),
                (int) OddRow.number(row, "months"),
                row.getString("set_by"),
                OddRow.bytes(row, "mac"));
    }

    private Finding finding(Kind kind, String table, String what, Instant at) {
        return new Finding(
                kind,
                0,
                null,
                "the row of clinic " + clinic + " in " + table + ", " + what + " at " + at
                        + ", was altered, or put in");
    }
}
