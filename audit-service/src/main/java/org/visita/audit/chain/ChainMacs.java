package org.visita.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.visita.audit.AuditKeys;

/** Codes that only this service can make (HMAC-SHA-256): whoever rewrites rows in the database cannot make theirs. */
@ApplicationScoped
public class ChainMacs {

    private final SecretKey batchKey;
    private final SecretKey expiryKey;
    private final SecretKey retentionKey;
    private final SecretKey personKey;
    private final SecretKey erasureKey;

    @Inject
    ChainMacs(AuditKeys keys) {
        this.batchKey = keys.macKey("visita-audit-batch/1");
        this.expiryKey = keys.macKey("visita-audit-expiry/1");
        this.retentionKey = keys.macKey("visita-audit-retention/1");
        this.personKey = keys.macKey("visita-audit-person-row/1");
        this.erasureKey = keys.macKey("visita-audit-erasure/1");
    }

    public byte[] ofBatch(
            String clinic, long first, long last, byte[] previousHash, byte[] hashes, Instant recordedAt) {
        return mac(batchKey, clinic, first, last, recordedAt, previousHash, hashes);
    }

    public boolean isRight(ChainBatch batch) {
        return isRight(
                batch.mac(),
                () -> ofBatch(
                        batch.clinic(),
                        batch.first(),
                        batch.last(),
                        batch.previousHash(),
                        batch.hashes(),
                        batch.recordedAt()));
    }

    /** Of a row of {@code audit_expiry}. */
    public byte[] ofExpiry(String clinic, long through, Instant expiredAt, int months) {
        return mac(expiryKey, clinic, through, months, expiredAt);
    }

    public boolean isExpiry(String clinic, long through, Instant expiredAt, int months, byte[] mac) {
        return isRight(mac, () -> ofExpiry(clinic, through, expiredAt, months));
    }

    /** Of a row of {@code audit_retention}. */
    public byte[] ofRetention(String clinic, Instant setAt, int months, String setBy) {
        return mac(retentionKey, clinic, months, 0, setAt, bytes(setBy));
    }

    public boolean isRetention(String clinic, Instant setAt, int months, String setBy, byte[] mac) {
        return isRight(mac, () -> ofRetention(clinic, setAt, months, setBy));
    }

    /**
     * Of a row of {@code audit_person}.
     *
     * @param ref null once erased
     * @param erasedAt null until then
     */
    public byte[] ofPerson(UUID id, String clinic, byte[] ref, Instant erasedAt) {
        return mac(
                personKey,
                clinic,
                id.getMostSignificantBits(),
                id.getLeastSignificantBits(),
                erasedAt == null ? Instant.EPOCH : erasedAt,
                ref == null ? new byte[0] : ref);
    }

    public boolean isPerson(UUID id, String clinic, byte[] ref, Instant erasedAt, byte[] mac) {
        return isRight(mac, () -> ofPerson(id, clinic, ref, erasedAt));
    }

    /** Of a row of {@code audit_erased}. */
    public byte[] ofErasure(String clinic, byte[] ref, Instant erasedAt) {
        return mac(erasureKey, clinic, 0, 0, erasedAt, ref);
    }

    public boolean isErasure(String clinic, byte[] ref, Instant erasedAt, byte[] mac) {
        return isRight(mac, () -> ofErasure(clinic, ref, erasedAt));
    }

    /** False also for what this service could never have written: a time without an end, nothing where something must be. */
    private static boolean isRight(byte[] mac, Supplier<byte[]> right) {
        try {
            return mac != null && MessageDigest.isEqual(mac, right.get());
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException | NullPointerException odd) {
            return false;
        }
    }

    private static byte[] mac(SecretKey key, String clinic, long first, long second, Instant at, byte[]... more) {
        byte[] name = bytes(clinic);
        ByteBuffer head = ByteBuffer.allocate(4 + name.length + 24)
                .putInt(name.length)
                .put(name)
                .putLong(first)
                .putLong(second)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(head.array());
            for (byte[] part : more) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
