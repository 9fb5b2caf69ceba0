package org.visita.audit.retention;

import java.time.Instant;
import java.util.List;
import org.visita.audit.chain.ChainMacs;

/** That a clinic keeps its trail for so many months, a row of {@code audit_retention}. */
record RetentionRow(String clinic, Instant setAt, int months, String setBy, byte[] mac) {

    /** Where the clinic has said nothing. */
    static final int USUAL = 84;

    static final String NEWEST_FIRST =
            "select set_at, months, set_by, mac from audit_retention where clinic = %s order by set_at desc";

    /** For how many months to keep; whoever put rows into the database has not said anything. */
    static int months(ChainMacs macs, List<RetentionRow> newestFirst) {
        return newestFirst.stream()
                .filter(row -> row.months() >= RetentionResource.LEAST)
                .filter(row -> macs.isRetention(row.clinic(), row.setAt(), row.months(), row.setBy(), row.mac()))
                .mapToInt(RetentionRow::months)
                .findFirst()
                .orElse(USUAL);
    }
}
