package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.visita.gateway.GatewayConfig;

/**
 * What the hashes of API keys depend on beside the keys themselves. A plain fast hash is enough, unlike for passwords:
 * the secrets are 256 random bits. There may be several, by version: one that new hashes are made with, and others whose
 * hashes are still checked, or will be.
 */
@ApplicationScoped
public class Pepper {

    private static final String HMAC = "HmacSHA256";

    private final int newest;
    private final SortedMap<Integer, SecretKey> keys = new TreeMap<>();
    private final int[] versions;
    private final Mac[] ready;

    @Inject
    Pepper(GatewayConfig config) {
        this.newest = config.pepperVersion();
        config.peppers().forEach((version, pepper) -> keys.put(version, key(pepper)));
        if (keys.put(newest, key(config.pepper())) != null) {
            throw new IllegalStateException("visita.gateway.peppers." + newest
                    + " is set, and visita.gateway.pepper has that version: give each version one pepper");
        }
        this.versions = keys.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.ready = keys.values().stream().map(Pepper::mac).toArray(Mac[]::new);
    }

    /** Version of the hashes that are made from now on. */
    public int newest() {
        return newest;
    }

    /** HMAC-SHA-256 over the secret, with the newest pepper. */
    byte[] hash(String secret) {
        return hash(mac(keys.get(newest)), secret);
    }

    /** Under every pepper that there is, whatever version the key's own hash is of: the same work for all keys. */
    HashedSecret hashes(String secret) {
        byte[][] hashes = new byte[versions.length][];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = hash(ready[i], secret);
        }
        return new HashedSecret(versions, hashes);
    }

    /** A key for something else (HKDF, RFC 5869): knowing it tells nothing about the pepper. */
    public SecretKey derive(String use) {
        return derive(keys.get(newest), use);
    }

    /** The same of another version; empty if there is no pepper of that version here. */
    public Optional<SecretKey> derive(int version, String use) {
        return Optional.ofNullable(keys.get(version)).map(key -> derive(key, use));
    }

    /** All that there are, in ascending order. */
    public int[] versions() {
        return versions.clone();
    }

    /** One HMAC. */
    byte[] hash(Mac prepared, String secret) {
        try {
            // A copy of one that has its key costs a third of a new one.
            return ((Mac) prepared.clone()).doFinal(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the HMAC of every Java platform can be copied", impossible);
        }
    }

    private static SecretKey key(String pepper) {
        return new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + HMAC, impossible);
        }
    }

    private static SecretKey derive(SecretKey key, String use) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .thenExpand(use.getBytes(StandardCharsets.US_ASCII), 32));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java 25 has HKDF-SHA256", impossible);
        }
    }
}
