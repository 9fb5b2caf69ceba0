package org.visita.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the audit-service. One that is out of its range keeps the service from starting. */
@ConfigMapping(prefix = "visita.audit-service")
public interface AuditConfig {

    /**
     * Seals whom entries are about, and makes what their hashes are checked by: 32 bytes in base64. It never changes, or
     * nobody can open or check what was written with it.
     */
    String masterKey();

    /** Signs the checkpoints: an Ed25519 key, PKCS#8 in base64. */
    String signingKey();

    /**
     * Public keys that signed before this one, each 32 bytes in base64url (the {@code x} of its JWK): what they signed
     * stays valid. Before a key changes, the next one stands here on all replicas: one that does not know it takes what
     * it signed for altered.
     */
    Optional<List<String>> formerKeys();

    Proof proof();

    /** When the trail is signed, and how it is verified. */
    interface Proof {

        /** How old the oldest entry gets that no checkpoint covers, until one is signed; PT1S to PT1H. */
        @WithDefault("PT60S")
        Duration signAfter();

        /** How many entries no checkpoint covers, until one is signed; 1 to 1000000. */
        @WithDefault("10000")
        int signAfterEntries();

        /** How often is looked whether anything has to be signed; PT1S to PT1M. */
        @WithDefault("PT2S")
        Duration lookEach();

        /** For how long one request may verify before it answers how far it came; PT1S to PT30S. */
        @WithDefault("PT5S")
        Duration longestVerification();

        /** Verifications at once, per replica: each keeps a core busy; 1 to 64. One more is answered 503. */
        @WithDefault("2")
        int verificationsAtOnce();

        /**
         * How long after a start all chains are verified for the first time, slowly and without being asked; PT1S to
         * PT24H.
         */
        @WithDefault("PT1M")
        Duration verifyAllAfter();

        /** How often a replica begins to verify all chains; PT1M to PT24H. Another one that is at it is waited for. */
        @WithDefault("PT1H")
        Duration verifyAllEach();

        /** How many entries a second are verified then, of all chains together; 100 to 1000000. */
        @WithDefault("5000")
        long verifyAllPace();
    }

    Export export();

    /** How the trail is exported. */
    interface Export {

        /** For how long a caller may take for some 700 KB; PT1S to PT10M. One that is slower is broken off. */
        @WithDefault("PT60S")
        Duration patience();
    }

    /**
     * How long to wait before entries that could not be stored are tried again, PT0.01S to PT1M; doubles with each
     * failure.
     */
    @WithDefault("PT0.2S")
    Duration firstRetry();

    /**
     * The longest such wait, PT0.01S to PT10M and not less than the first. There is no last try: entries wait in Kafka
     * until the database takes them.
     */
    @WithDefault("PT10S")
    Duration longestRetry();

    /**
     * How late an entry may come that is overtaken by later ones of the same process, before its number counts as
     * missing, PT0S to PT1H: the partitions of the topic are not read at the same pace. Twenty times as long while a
     * backlog is read.
     */
    @WithDefault("PT30S")
    Duration lateness();

    /**
     * For how long a transaction may run that appends entries, PT1S to PT10M. One that hangs is ended by the database,
     * and begun anew.
     */
    @WithDefault("PT60S")
    Duration longestTransaction();
}
