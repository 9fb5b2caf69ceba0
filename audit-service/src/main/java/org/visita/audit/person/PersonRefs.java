package org.visita.audit.person;

import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.visita.audit.AuditKeys;

/** How a patient is found without the database knowing who it is, and how keys of persons are kept in it. */
@ApplicationScoped
class PersonRefs {

    private final SecretKey refKey;
    private final SecretKey erasedKey;
    private final Aead master;
    private final SecureRandom random = new SecureRandom();

    @Inject
    PersonRefs(AuditKeys keys) {
        this.refKey = keys.macKey("visita-audit-person/1");
        this.erasedKey = keys.macKey("visita-audit-erased/1");
        this.master = keys.sealing();
    }

    /** HMAC-SHA-256: without the key, nobody can try out which patient it is. */
    byte[] of(PatientRef patient) {
        return hash(refKey, patient);
    }

    /** The same, where it is only kept that the patient was erased: nothing leads from there to a pseudonym. */
    byte[] erased(PatientRef patient) {
        return hash(erasedKey, patient);
    }

    private static byte[] hash(SecretKey key, PatientRef patient) {
        byte[] clinic = patient.clinic().getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(ByteBuffer.allocate(4).putInt(clinic.length).array());
            mac.update(clinic);
            return mac.doFinal(patient.patientId().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    byte[] newSealedKey(UUID person) {
        byte[] key = new byte[PersonKey.BYTES];
        random.nextBytes(key);
        try {
            return master.encrypt(key, boundTo(person));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM takes any text", impossible);
        }
    }

    /** @throws IllegalStateException if it was not sealed under the master key for this person */
    PersonKey open(UUID person, byte[] sealedKey) {
        try {
            return new PersonKey(person, master.decrypt(sealedKey, boundTo(person)));
        } catch (GeneralSecurityException notOurs) {
            throw new IllegalStateException("the key of a person does not open; is the master key the right one?");
        }
    }

    private static byte[] boundTo(UUID person) {
        return person.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
