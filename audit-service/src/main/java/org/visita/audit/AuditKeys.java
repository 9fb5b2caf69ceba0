package org.visita.audit;

import com.google.crypto.tink.Aead;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import javax.crypto.SecretKey;
import org.visita.kit.sealing.MasterKeys;
import org.visita.kit.startup.SampleSecrets;

/** The keys that the database does not have, all made from one. */
@ApplicationScoped
public class AuditKeys {

    static final String SETTING = "visita.audit-service.master-key";

    private final String masterKey;

    @Inject
    AuditKeys(AuditConfig config) {
        this.masterKey = config.masterKey();
    }

    void check(@Observes @Priority(1) StartupEvent starting) {
        SampleSecrets.refuse(SETTING, MasterKeys.decoded(SETTING, masterKey));
    }

    /** For the keys of persons. */
    public Aead sealing() {
        return MasterKeys.aead(SETTING, masterKey);
    }

    /** For HMAC-SHA-256. */
    public SecretKey macKey(String purpose) {
        return MasterKeys.macKey(SETTING, masterKey, purpose);
    }
}
