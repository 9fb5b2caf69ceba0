package org.visita.ehrsync.destination;

import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.kit.sealing.MasterKeys;

/**
 * Encrypts what must not be read out of the database: credentials, and what people and EHRs write about people. The
 * context says where a value belongs; it is authenticated, not stored, so a value that was copied elsewhere does not open.
 */
@ApplicationScoped
public class Sealing {

    public static final String SETTING = "visita.ehr-sync.master-key";

    private final Aead aead;

    @Inject
    Sealing(EhrSyncConfig config) {
        this.aead = MasterKeys.aead(SETTING, config.masterKey());
    }

    public byte[] seal(String plain, String... context) {
        try {
            return aead.encrypt(plain.getBytes(StandardCharsets.UTF_8), place(context));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM refused to encrypt", impossible);
        }
    }

    /** Empty if it was sealed with another key, or for another place. */
    public Optional<String> open(byte[] sealed, String... context) {
        try {
            return Optional.of(new String(aead.decrypt(sealed, place(context)), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    private static byte[] place(String... context) {
        return String.join("\n", context).getBytes(StandardCharsets.UTF_8);
    }
}
