package org.visita.gateway.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;

/** The row of an API key. */
@Entity
@Table(name = "access_key")
class AccessKeyEntity {

    @Id
    @Column(name = "key_id")
    String keyId;

    /** Gives the list its order; the database counts. */
    @Column(insertable = false, updatable = false)
    long seq;

    String clinic;

    String label;

    String hash;

    @Column(name = "pepper_version")
    int pepperVersion;

    /** Separated by spaces, as in a token. */
    String scopes;

    @Enumerated(EnumType.STRING)
    Status status;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "per_second")
    int perSecond;

    @Column(name = "per_minute")
    int perMinute;

    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static AccessKeyEntity of(AccessKey key, String label, Instant now) {
        AccessKeyEntity row = new AccessKeyEntity();
        row.keyId = key.keyId();
        row.clinic = key.clinic();
        row.label = label;
        row.hash = key.hash();
        row.pepperVersion = key.pepperVersion();
        row.scopes = String.join(" ", key.scopes());
        row.status = key.status();
        row.expiresAt = key.expiresAt();
        row.perSecond = key.perSecond();
        row.perMinute = key.perMinute();
        row.version = key.version();
        row.createdAt = now;
        row.updatedAt = now;
        return row;
    }

    void become(Status next, Instant now) {
        if (status != next) {
            status = next;
            version++;
            updatedAt = now;
        }
    }

    List<String> scopeCodes() {
        return scopes.isEmpty() ? List.of() : List.of(scopes.split(" "));
    }

    AccessKey toAccessKey() {
        return new AccessKey(
                keyId, clinic, version, hash, pepperVersion, scopeCodes(), status, expiresAt, perSecond, perMinute);
    }
}
