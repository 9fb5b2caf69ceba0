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
import org.visita.contracts.access.AccessKey.Secret;
import org.visita.contracts.access.AccessKey.Status;

/** The row of an API key. Lists stand in one text each: of what they hold nothing has a space, and no JWK a line break. */
@Entity
@Table(name = "access_key")
class AccessKeyEntity {

    private static final String WORDS = " ";
    private static final String LINES = "\n";

    @Id
    @Column(name = "key_id")
    String keyId;

    /** Gives the list its order; the database counts. */
    @Column(insertable = false, updatable = false)
    long seq;

    String clinic;

    String label;

    String owner;

    String hash;

    @Column(name = "pepper_version")
    int pepperVersion;

    @Column(name = "previous_hash")
    String previousHash;

    @Column(name = "previous_pepper_version")
    Integer previousPepperVersion;

    @Column(name = "previous_until")
    Instant previousUntil;

    String scopes;

    String practitioners;

    String locations;

    String networks;

    String origins;

    @Column(name = "public_keys")
    String publicKeys;

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

    /** Written apart, by {@link LastUses}. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    Instant lastUsedAt;

    static AccessKeyEntity of(String keyId, String clinic, Secret secret, KeyTerms terms, Instant now) {
        AccessKeyEntity row = new AccessKeyEntity();
        row.keyId = keyId;
        row.clinic = clinic;
        row.hash = secret.hash();
        row.pepperVersion = secret.pepperVersion();
        row.status = Status.ACTIVE;
        row.createdAt = now;
        row.become(terms, now);
        return row;
    }

    /** Revoked is for good. */
    void refuseRevoked() {
        if (status == Status.REVOKED) {
            throw KeyProblem.NOT_ALLOWED_IN_STATE
                    .because("This key is revoked, and that is for good. Make another one.")
                    .asException();
        }
    }

    void become(Status next, Instant now) {
        if (status != next) {
            status = next;
            changed(now);
        }
    }

    void become(KeyTerms terms, Instant now) {
        label = terms.label();
        owner = terms.owner();
        scopes = String.join(WORDS, terms.scopes());
        practitioners = String.join(WORDS, terms.practitioners());
        locations = String.join(WORDS, terms.locations());
        networks = String.join(WORDS, terms.networks());
        origins = String.join(WORDS, terms.origins());
        publicKeys = String.join(LINES, terms.publicKeys());
        expiresAt = terms.expiresAt();
        perSecond = terms.perSecond();
        perMinute = terms.perMinute();
        changed(now);
    }

    /** @param until the secret that it has had is taken no longer than that; the one before not at all */
    void rotate(Secret next, Instant until, Instant now) {
        previousHash = hash;
        previousPepperVersion = pepperVersion;
        previousUntil = until;
        hash = next.hash();
        pepperVersion = next.pepperVersion();
        changed(now);
    }

    private void changed(Instant now) {
        version++;
        updatedAt = now;
    }

    List<String> scopeCodes() {
        return split(scopes, WORDS);
    }

    KeyTerms terms() {
        return new KeyTerms(
                label,
                owner,
                scopeCodes(),
                perSecond,
                perMinute,
                split(networks, WORDS),
                split(origins, WORDS),
                split(practitioners, WORDS),
                split(locations, WORDS),
                split(publicKeys, LINES),
                expiresAt);
    }

    private static List<String> split(String text, String by) {
        return text.isEmpty() ? List.of() : List.of(text.split(by));
    }

    AccessKey toAccessKey() {
        KeyTerms terms = terms();
        return new AccessKey(
                keyId,
                clinic,
                version,
                hash,
                pepperVersion,
                previousHash == null ? null : new Secret(previousHash, previousPepperVersion, previousUntil),
                terms.scopes(),
                terms.practitioners(),
                terms.locations(),
                terms.networks(),
                terms.origins(),
                terms.publicKeys(),
                status,
                expiresAt,
                perSecond,
                perMinute,
                null);
    }
}
