package org.visita.contracts.access;

import java.time.Instant;

/**
 * That a caller is, or was, shut out for a time. For the gateway's own replicas.
 *
 * @param id of the block
 * @param kind what is blocked
 * @param subject the key's id; of a network a name that tells nobody its address
 * @param version 1 when the caller is blocked, one more with each change
 * @param step how often in a row, from 1; 0 for a block by hand, which does not count
 * @param blockedAt since when
 * @param until when it is over by itself
 * @param lifted whether a person has ended it before that; then it does not count as a step
 * @param signature base64 of what a gateway signs all of the above with
 */
public record AccessBlock(
        String id,
        Kind kind,
        String subject,
        int version,
        int step,
        Instant blockedAt,
        Instant until,
        boolean lifted,
        String signature) {

    public enum Kind {
        KEY,

        /** An IPv4 address, or the /64 of an IPv6 address. */
        ADDRESS
    }
}
