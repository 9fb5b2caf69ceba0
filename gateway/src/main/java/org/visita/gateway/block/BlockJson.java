package org.visita.gateway.block;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.limit.ClientAddress;

/** Blocks as they are asked for and shown. */
public final class BlockJson {

    private BlockJson() {}

    /**
     * One of keyId and address.
     *
     * @param address IPv4 or IPv6; of an IPv6 address all of its /64 is blocked
     * @param until at most 30 days ahead
     * @param reason for people, 1 to 500 characters
     */
    public record NewBlock(String keyId, String address, OffsetDateTime until, String reason) {}

    /** @param reason for people, 1 to 500 characters */
    public record Lift(String reason) {}

    /**
     * @param address of a key null; of an IPv6 network its /64
     * @param step how often in a row; a block by hand has that of the one before, 0 if there was none
     * @param blockedBy null: the gateway itself
     */
    public record View(
            String id,
            int version,
            String kind,
            String keyId,
            String address,
            String clinicId,
            boolean active,
            int step,
            Instant blockedAt,
            Instant until,
            String reason,
            String blockedBy,
            Instant liftedAt,
            String liftedBy,
            String liftReason) {

        static View of(BlockEntity row, Instant now) {
            return new View(
                    row.id.toString(),
                    row.version,
                    row.kind.name().toLowerCase(Locale.ROOT),
                    row.kind == Kind.KEY ? row.subject : null,
                    row.network == null ? null : ClientAddress.written(row.network),
                    row.clinic,
                    row.stands(now),
                    row.step,
                    row.blockedAt,
                    row.until,
                    row.reason,
                    row.blockedBy,
                    row.liftedAt,
                    row.liftedBy,
                    row.liftReason);
        }
    }
}
