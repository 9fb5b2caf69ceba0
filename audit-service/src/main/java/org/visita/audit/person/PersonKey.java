package org.visita.audit.person;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.visita.proof.Hashes;
import org.visita.proof.Opened;

/** A pseudonym and the key (AES-256-GCM) that opens what is sealed under it. */
public final class PersonKey {

    static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final UUID id;
    private final Aead aead;
    private final SecretKey saltKey;

    PersonKey(UUID id, byte[] key) {
        this.id = id;
        this.saltKey = new SecretKeySpec(key, HMAC);
        try {
            this.aead = new AesGcmJce(key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no AES-GCM in this Java", impossible);
        }
    }

    /** Of which nobody keeps the key. */
    static PersonKey ofNobody(UUID id) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new PersonKey(id, key);
    }

    public UUID id() {
        return id;
    }

    /**
     * First a commitment, so that who is shown the plain text can check it, then the encrypted text, bound to the entry:
     * put into another one, it does not open.
     */
    public byte[] seal(PersonalDetails details, String clinic, UUID entry) {
        byte[] text = details.canonical();
        byte[] commitment = Opened.commitment(salt(entry), text);
        try {
            byte[] encrypted = aead.encrypt(text, boundTo(clinic, entry));
            byte[] sealed = Arrays.copyOf(commitment, commitment.length + encrypted.length);
            System.arraycopy(encrypted, 0, sealed, commitment.length, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM takes any text", impossible);
        }
    }

    /** @throws GeneralSecurityException if this was not sealed under this key for this entry */
    Opened open(byte[] sealed, String clinic, UUID entry) throws GeneralSecurityException {
        if (sealed.length < Hashes.BYTES) {
            throw new GeneralSecurityException("too short");
        }
        byte[] encrypted = Arrays.copyOfRange(sealed, Hashes.BYTES, sealed.length);
        Opened opened = new Opened(salt(entry), aead.decrypt(encrypted, boundTo(clinic, entry)));
        if (!opened.isOf(sealed)) {
            throw new GeneralSecurityException("another text than was committed to");
        }
        return opened;
    }

    /** Goes with the key: without it, nobody can try out what was committed to. */
    private byte[] salt(UUID entry) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(saltKey);
            return mac.doFinal(("visita-audit-salt|" + entry).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    private static byte[] boundTo(String clinic, UUID entry) {
        return (entry + "|" + clinic).getBytes(StandardCharsets.UTF_8);
    }
}
