package org.visita.ehrsync.connection;

import java.time.Instant;
import java.util.UUID;

/**
 * A clinic's EHR, and whether bookings go there.
 *
 * @param version 1 at creation, one more with each change
 * @param baseUrl base of its FHIR R4 API, without a slash at the end
 * @param pausedReason coded; null while active
 */
public record Connection(
        String clinic,
        UUID id,
        int version,
        String name,
        String baseUrl,
        ConnectionStatus status,
        String pausedReason,
        Instant createdAt,
        Instant updatedAt) {

    /** Paused by somebody, rather than by what the EHR answered. */
    static final String BY_OPERATOR = "operator";

    static Connection create(String clinic, UUID id, String name, String baseUrl, Instant now) {
        return new Connection(clinic, id, 1, name, baseUrl, ConnectionStatus.ACTIVE, null, now, now);
    }

    Connection change(String newName, String newBaseUrl, Instant now) {
        return new Connection(clinic, id, version + 1, newName, newBaseUrl, status, pausedReason, createdAt, now);
    }

    /** The same if it is paused already: the first reason is the one that tells. */
    Connection pause(String reason, Instant now) {
        return status == ConnectionStatus.PAUSED
                ? this
                : new Connection(
                        clinic, id, version + 1, name, baseUrl, ConnectionStatus.PAUSED, reason, createdAt, now);
    }

    /** The same if it is active already. */
    Connection resume(Instant now) {
        return status == ConnectionStatus.ACTIVE
                ? this
                : new Connection(clinic, id, version + 1, name, baseUrl, ConnectionStatus.ACTIVE, null, createdAt, now);
    }
}
