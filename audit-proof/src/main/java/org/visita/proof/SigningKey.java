package org.visita.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;

/** Signs checkpoints and expiries with Ed25519 (RFC 8032). */
public final class SigningKey {

    private final PrivateKey key;
    private final byte[] publicKey;
    private final String id;

    private SigningKey(PrivateKey key, byte[] publicKey) {
        this.key = key;
        this.publicKey = publicKey;
        this.id = PublicKeys.id(publicKey);
    }

    /**
     * @param pkcs8 PrivateKeyInfo of an Ed25519 key (RFC 8410, section 7)
     * @throws IllegalArgumentException if it is none
     */
    public static SigningKey of(byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new SigningKey(key, publicKey((EdECPrivateKey) key));
        } catch (GeneralSecurityException none) {
            throw new IllegalArgumentException("no Ed25519 private key in PKCS#8", none);
        }
    }

    /** Java has no other way from the private key to the public one than to make the pair anew from its seed. */
    private static byte[] publicKey(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new GeneralSecurityException("the key does not show its seed"));
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("Ed25519");
        pairs.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        return PublicKeys.raw(pairs.generateKeyPair().getPublic());
    }

    public String id() {
        return id;
    }

    /** 32 bytes, as RFC 8032 has them. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    public Checkpoint sign(String clinic, long size, long previous, byte[] root, byte[] head, Instant at) {
        byte[] signature = sign(Checkpoint.signed(clinic, size, previous, root, head, at, id));
        return new Checkpoint(clinic, size, previous, root, head, at, id, signature);
    }

    /** @param expiredAt in whole microseconds */
    public Expiry expiry(String clinic, long through, Instant expiredAt, int months) {
        byte[] signature = sign(Expiry.signed(clinic, through, expiredAt, months, id));
        return new Expiry(through, expiredAt, months, id, signature);
    }

    private byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this key has signed before", impossible);
        }
    }

    /** Gives what it was made of, and fails if more is asked. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        Seed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            if (bytes == null || target.length != bytes.length) {
                throw new IllegalStateException("an Ed25519 key is made of 32 bytes");
            }
            System.arraycopy(bytes, 0, target, 0, bytes.length);
        }
    }
}
