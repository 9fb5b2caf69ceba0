package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.visita.kit.idempotency.AnswerSeal;

/**
 * The answer to a repeated {@code POST /v1/keys} is the first one again, with the key in it: for the day that it is
 * kept it stands encrypted (AES-256-GCM, bound to the clinic), so that the database alone opens no door.
 */
@ApplicationScoped
class SealedAnswers implements AnswerSeal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final String USE = "visita kept answers";

    private final SecureRandom random = new SecureRandom();
    private final SecretKey newest;
    private final List<SecretKey> all;

    @Inject
    SealedAnswers(Pepper pepper) {
        this.newest = pepper.derive(USE);
        this.all = Arrays.stream(pepper.versions())
                .boxed()
                .flatMap(version -> pepper.derive(version, USE).stream())
                .toList();
    }

    @Override
    public byte[] seal(String clinic, byte[] body) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = seal(clinic, nonce, body);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Tries each pepper in turn: an answer that was kept before the pepper was replaced is given again for its day. */
    @Override
    public byte[] open(String clinic, byte[] sealed) {
        GeneralSecurityException last = null;
        for (SecretKey key : all) {
            try {
                return cipher(Cipher.DECRYPT_MODE, key, clinic, sealed)
                        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            } catch (GeneralSecurityException anothers) {
                last = anothers;
            }
        }
        throw new IllegalStateException("a kept answer cannot be opened; was the pepper changed?", last);
    }

    private byte[] seal(String clinic, byte[] nonce, byte[] body) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, newest, clinic, nonce).doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + CIPHER, impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, String clinic, byte[] nonceFirst)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonceFirst, 0, NONCE_BYTES));
        cipher.updateAAD(clinic.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
