package org.visita.patient.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Makes and opens the keysets of a clinic. They leave this class encrypted by the master key and bound to their clinic
 * and use, or as ciphers.
 */
@ApplicationScoped
class ClinicKeysets {

    private static final String SEALING = "sealing";
    private static final String SEARCHING = "searching";

    /** Two keysets as they are stored. */
    record Encrypted(byte[] sealing, byte[] searching) {}

    private final MasterKey master;

    @Inject
    ClinicKeysets(MasterKey master) throws GeneralSecurityException {
        this.master = master;
        AeadConfig.register();
        PrfConfig.register();
    }

    /** New random keys. The one for searching is a key of its own, so that the other can be rotated without it. */
    Encrypted generate(String clinic) {
        return new Encrypted(
                generate(clinic, SEALING, PredefinedAeadParameters.AES256_GCM),
                generate(clinic, SEARCHING, PredefinedPrfParameters.HMAC_SHA256_PRF));
    }

    ClinicKey open(String clinic, Encrypted keysets) {
        return new ClinicKey(
                clinic,
                open(clinic, SEALING, keysets.sealing(), Aead.class),
                open(clinic, SEARCHING, keysets.searching(), PrfSet.class));
    }

    private byte[] generate(String clinic, String use, Parameters parameters) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    KeysetHandle.generateNew(parameters), master.aead(), place(clinic, use));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no new key for a clinic", impossible);
        }
    }

    private <P> P open(String clinic, String use, byte[] keyset, Class<P> cipher) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(keyset, master.aead(), place(clinic, use))
                    .getPrimitive(RegistryConfiguration.get(), cipher);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException(
                    "the keys of a clinic do not open: is " + MasterKey.SETTING + " the one they were made with?",
                    refused);
        }
    }

    private static byte[] place(String clinic, String use) {
        return (clinic + '\n' + use).getBytes(StandardCharsets.UTF_8);
    }
}
