package org.visita.contracts.audit;

import java.time.Instant;

/**
 * That the audit trail of a clinic, up to an entry, is what it is. Only the newest of each clinic is kept.
 *
 * @param clinic empty for the trail of those whose clinic could not be told
 * @param size entries in the trail so far
 * @param previous size of the checkpoint before; 0 for the first
 * @param root of the Merkle tree (RFC 6962) over their hashes, hexadecimal
 * @param head hash of the newest of them, hexadecimal
 * @param at when it was signed
 * @param keyId thumbprint (RFC 7638) of the public key
 * @param signature Ed25519, base64url
 */
public record AuditCheckpoint(
        String clinic,
        long size,
        long previous,
        String root,
        String head,
        Instant at,
        String keyId,
        String signature) {}
