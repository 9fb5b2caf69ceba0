package org.visita.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stack made up for itself on its first start and keeps.
 *
 * @param clinic id of the sample clinic
 * @param adminKey the API key with every scope, for seeding and for operators
 * @param pepper keys the hashes of API keys; 43 characters of base64url
 * @param signingKey EC P-256 private key of the internal tokens, PKCS #8, base64
 * @param ehrSyncClient secret with which ehr-sync asks the gateway for tokens; 43 characters
 * @param patientMasterKey encrypts personal details; 32 bytes, base64
 * @param ehrSyncMasterKey encrypts credentials for EHRs; 32 bytes, base64
 * @param auditMasterKey seals whom audit entries are about, and what their hashes are checked by; 32 bytes, base64
 * @param auditSigningKey signs checkpoints of the audit trail; Ed25519 private key, PKCS #8, base64
 * @param databases password per PostgreSQL role, the superuser {@code postgres} included
 */
public record Secrets(
        String clinic,
        String adminKey,
        String pepper,
        String signingKey,
        String ehrSyncClient,
        String patientMasterKey,
        String ehrSyncMasterKey,
        String auditMasterKey,
        String auditSigningKey,
        Map<String, String> databases) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of the home, made first if it has none. */
    static Secrets of(Home home) {
        try {
            if (Files.exists(home.secrets())) {
                Secrets kept = JSON.readValue(home.secrets().toFile(), Secrets.class);
                Secrets whole = kept.completed(new SecureRandom());
                return whole.equals(kept) ? kept : write(home, whole);
            }
            return write(home, generate(new SecureRandom()));
        } catch (IOException e) {
            throw new StackProblem(
                    home.secrets() + " cannot be read: " + e.getMessage(), "Restore it, or run: ./visita reset", e);
        }
    }

    private static Secrets write(Home home, Secrets secrets) throws IOException {
        home.write(home.secrets(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(secrets));
        return secrets;
    }

    /** A home of an earlier version lacks what came later, and has nothing that was made with it. */
    private Secrets completed(SecureRandom random) {
        Map<String, String> all = passwords(random);
        all.putAll(databases);
        return new Secrets(
                clinic,
                adminKey,
                pepper,
                signingKey,
                ehrSyncClient,
                patientMasterKey,
                ehrSyncMasterKey == null ? key(random) : ehrSyncMasterKey,
                auditMasterKey == null ? key(random) : auditMasterKey,
                auditSigningKey == null ? newAuditSigningKey() : auditSigningKey,
                all);
    }

    static Secrets generate(SecureRandom random) {
        return new Secrets(
                Generators.timeBasedEpochGenerator(random).generate().toString(),
                ApiKey.generate(random).text(),
                token(random),
                signingKey(random),
                token(random),
                key(random),
                key(random),
                key(random),
                newAuditSigningKey(),
                passwords(random));
    }

    private static Map<String, String> passwords(SecureRandom random) {
        Map<String, String> passwords = new TreeMap<>();
        passwords.put("postgres", token(random));
        for (Service service : Service.values()) {
            passwords.put(service.database(), token(random));
            passwords.computeIfAbsent(service.role(), role -> token(random));
        }
        return passwords;
    }

    private static String token(SecureRandom random) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random));
    }

    private static String key(SecureRandom random) {
        return Base64.getEncoder().encodeToString(bytes(random));
    }

    private static byte[] bytes(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String signingKey(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String newAuditSigningKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never prints what it holds. */
    @Override
    public String toString() {
        return "Secrets[clinic=" + clinic + "]";
    }
}
