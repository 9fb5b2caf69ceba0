package org.visita.patient.sealing;

import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.kit.sealing.MasterKeys;
import org.visita.patient.PatientConfig;

/** The key that encrypts the keys of the clinics, and nothing else (AES-256-GCM). */
@ApplicationScoped
public class MasterKey {

    public static final String SETTING = "visita.patient.master-key";

    private final Aead aead;

    @Inject
    MasterKey(PatientConfig config) {
        this.aead = MasterKeys.aead(SETTING, config.masterKey());
    }

    Aead aead() {
        return aead;
    }
}
