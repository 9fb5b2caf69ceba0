package org.visita.audit.chain;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Objects;
import org.visita.proof.Expiry;

/** A row of {@code audit_expiry}. Anybody who may add rows could have put it in: {@link #isOurs} tells. */
public record KeptExpiry(Expiry expiry, byte[] mac) {

    /** What {@link #of} reads. */
    public static final String COLUMNS = "through, expired_at, months, mac, key_id, signature";

    public static KeptExpiry of(Row row) {
        return new KeptExpiry(
                new Expiry(
                        row.getLong("through"),
                        OddRow.instant(row, "expired_at"),
                        Math.toIntExact(OddRow.number(row, "months")),
                        Objects.toString(row.getString("key_id"), ""),
                        OddRow.bytes(row, "signature")),
                OddRow.bytes(row, "mac"));
    }

    public long through() {
        return expiry.through();
    }

    public boolean isOurs(ChainMacs macs, String clinic) {
        return macs.isExpiry(clinic, expiry.through(), expiry.expiredAt(), expiry.months(), mac);
    }
}
