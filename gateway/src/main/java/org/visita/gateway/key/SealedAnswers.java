package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
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

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    @Inject
    SealedAnswers(Pepper pepper) {
        this.key = pepper.derive("visita kept answers");
    }

    @Override
    public byte[] seal(String clinic, byte[] body) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, clinic, nonce, body, 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] open(String clinic, byte[] sealed) {
        return cipher(Cipher.DECRYPT_MODE, clinic, sealed, sealed, NONCE_BYTES);
    }

    private byte[] cipher(int mode, String clinic, byte[] nonce, byte[] input, int from) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
            cipher.updateAAD(clinic.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(
                    "a kept answer cannot be sealed or opened; was the pepper changed?", failure);
        }
    }
}
