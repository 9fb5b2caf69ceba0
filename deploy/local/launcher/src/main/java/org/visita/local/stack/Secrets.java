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
        Map<String, String> databases) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of the home, made first if it has none. */
    static Secrets of(Home home) {
        try {
            if (Files.exists(home.secrets())) {
                Secrets kept = JSON.readValue(home.secrets().toFile(), Secrets.class);
                // A home of an earlier version has none yet, and nothing that was encrypted by it.
                return kept.ehrSyncMasterKey() == null ? write(home, kept.withEhrSyncMasterKey()) : kept;
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

    private Secrets withEhrSyncMasterKey() {
        return new Secrets(
                clinic,
                adminKey,
                pepper,
                signingKey,
                ehrSyncClient,
                patientMasterKey,
                key(new SecureRandom()),
                databases);
    }

    static Secrets generate(SecureRandom random) {
        Map<String, String> databases = new TreeMap<>();
        databases.put("postgres", token(random));
        for (Service service : Service.values()) databases.put(service.database(), token(random));
        return new Secrets(
                Generators.timeBasedEpochGenerator(random).generate().toString(),
                ApiKey.generate(random).text(),
                token(random),
                signingKey(random),
                token(random),
                key(random),
                key(random),
                databases);
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

    /** Never prints what it holds. */
    @Override
    public String toString() {
        return "Secrets[clinic=" + clinic + "]";
    }
}
