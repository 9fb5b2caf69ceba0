package org.visita.ehrsync.connection;

import java.time.Instant;
import java.util.UUID;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.CreatesBy;
import org.visita.ehrsync.destination.Credentials;

/**
 * A clinic's EHR, and whether bookings go there.
 *
 * @param version 1 at creation, one more with each change
 * @param createsBy as the last test of this EHR found it; conditionally before the first
 * @param pausedReason coded; null while active
 * @param testedAt of the last test that could read the EHR's statement; null before the first
 */
record Connection(
        String clinic,
        UUID id,
        int version,
        ConnectionSettings settings,
        Credentials credentials,
        CreatesBy createsBy,
        ConnectionStatus status,
        String pausedReason,
        Instant testedAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Paused by somebody, rather than by what the EHR answered. */
    static final String BY_OPERATOR = "operator";

    static Connection create(ConnectionRef ref, ConnectionSettings settings, Credentials credentials, Instant now) {
        return new Connection(
                ref.clinic(),
                ref.id(),
                1,
                settings,
                credentials,
                CreatesBy.IF_NONE_EXIST,
                ConnectionStatus.ACTIVE,
                null,
                null,
                now,
                now);
    }

    ConnectionRef ref() {
        return new ConnectionRef(clinic, id);
    }

    Connection change(ConnectionSettings newSettings, Credentials newCredentials, Instant now) {
        // What was learnt of the EHR at one address says nothing of the one at another.
        boolean sameEhr = newSettings.baseUrl().equals(settings.baseUrl());
        return next(
                newSettings,
                newCredentials,
                sameEhr ? createsBy : CreatesBy.IF_NONE_EXIST,
                status,
                pausedReason,
                sameEhr ? testedAt : null,
                now);
    }

    /** The same if it is paused already: the first reason is the one that tells. */
    Connection pause(String reason, Instant now) {
        return status == ConnectionStatus.PAUSED
                ? this
                : next(settings, credentials, createsBy, ConnectionStatus.PAUSED, reason, testedAt, now);
    }

    /** The same if it is active already. */
    Connection resume(Instant now) {
        return status == ConnectionStatus.ACTIVE
                ? this
                : next(settings, credentials, createsBy, ConnectionStatus.ACTIVE, null, testedAt, now);
    }

    /** Something that belongs to it has changed: its codes. */
    Connection touch(Instant now) {
        return next(settings, credentials, createsBy, status, pausedReason, testedAt, now);
    }

    /** At the same version if the test told nothing new: nobody's next change need fail for a look at the EHR. */
    Connection tested(CreatesBy found, Instant now) {
        Connection next = next(settings, credentials, found, status, pausedReason, now, now);
        return found == createsBy ? next.at(version) : next;
    }

    private Connection at(int sameVersion) {
        return new Connection(
                clinic,
                id,
                sameVersion,
                settings,
                credentials,
                createsBy,
                status,
                pausedReason,
                testedAt,
                createdAt,
                updatedAt);
    }

    private Connection next(
            ConnectionSettings newSettings,
            Credentials newCredentials,
            CreatesBy newCreatesBy,
            ConnectionStatus newStatus,
            String newReason,
            Instant newTestedAt,
            Instant now) {
        return new Connection(
                clinic,
                id,
                version + 1,
                newSettings,
                newCredentials,
                newCreatesBy,
                newStatus,
                newReason,
                newTestedAt,
                createdAt,
                now);
    }
}
