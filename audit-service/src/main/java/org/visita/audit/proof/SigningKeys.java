package org.visita.audit.proof;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.visita.audit.AuditConfig;
import org.visita.kit.startup.SampleSecrets;
import org.visita.proof.PublicKeys;
import org.visita.proof.SigningKey;

/** The key that checkpoints are signed with, and all that they may have been signed with. */
@ApplicationScoped
class SigningKeys {

    static final String SETTING = "visita.audit-service.signing-key";
    static final String FORMER = "visita.audit-service.former-keys";

    private static final int SEED_BYTES = 32;

    private final byte[] pkcs8;
    private final SigningKey current;
    private final PublicKeys all;

    @Inject
    SigningKeys(AuditConfig config) {
        this.pkcs8 = decode(config.signingKey());
        this.current = read(pkcs8);
        List<byte[]> keys = new ArrayList<>(List.of(current.publicKey()));
        config.formerKeys().orElse(List.of()).forEach(one -> keys.add(formerKey(one)));
        this.all = PublicKeys.of(keys);
    }

    void check(@Observes @Priority(1) StartupEvent starting) {
        String seed = new String(pkcs8, pkcs8.length - SEED_BYTES, SEED_BYTES, StandardCharsets.ISO_8859_1);
        SampleSecrets.refuse(SETTING, seed);
    }

    SigningKey current() {
        return current;
    }

    PublicKeys all() {
        return all;
    }

    private static SigningKey read(byte[] pkcs8) {
        try {
            return SigningKey.of(pkcs8);
        } catch (IllegalArgumentException none) {
            throw wrong(SETTING, "an Ed25519 key, PKCS#8 in base64");
        }
    }

    private static byte[] decode(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException notBase64) {
            throw wrong(SETTING, "an Ed25519 key, PKCS#8 in base64");
        }
    }

    private static byte[] formerKey(String x) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(x.strip());
            if (raw.length == SEED_BYTES) {
                return raw;
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through to the sentence below
        }
        throw wrong(FORMER, "a list of Ed25519 public keys, 32 bytes each in base64url");
    }

    /** Does not show the value. */
    private static IllegalStateException wrong(String setting, String what) {
        return new IllegalStateException(setting + " must be " + what + ". Set it and start again.");
    }
}
