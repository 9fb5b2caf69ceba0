package org.visita.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings of the gateway. */
@ConfigMapping(prefix = "visita.gateway")
public interface GatewayConfig {

    /**
     * Secret that the hashes of API keys depend on, at least 32 characters. Whoever loses it loses every key; whoever
     * has it and the database still cannot read a key, only check guesses.
     */
    String pepper();

    /** Version of that pepper, 1 to 999999999: one more each time that it is replaced. */
    @WithDefault("1")
    int pepperVersion();

    /**
     * Other peppers, by their version: those of before, as long as there are keys whose hash was made with one, and the
     * next one, before it is used.
     */
    Map<Integer, String> peppers();

    /** Signs internal tokens: an EC private key on P-256, PKCS#8 (RFC 5208), DER in base64 on one line. */
    String signingKey();

    /**
     * Keys that are published beside the one that signs, and sign nothing: the next one, before it is used, and the last
     * one, until all that it signed has ended. In the same form, separated by commas.
     */
    Optional<List<String>> otherSigningKeys();

    /** A whole API key that is stored at the first start, with every scope: the one that makes all others. */
    Optional<String> bootstrapKey();

    /** Clinic that the first key acts in. */
    Optional<String> bootstrapClinic();

    /** Requests that the first key may make; higher than the others', as it sets up whole clinics. */
    BootstrapLimits bootstrapLimits();

    /** Services that may ask for tokens of their own. */
    ServiceClients serviceClients();

    /** Where each service stands: scheme, host and port. */
    Routes routes();

    /**
     * Address that callers know this gateway by, as {@code https://host:port}: links in FHIR answers begin with it.
     * Needed where TLS ends before this process; without it they begin as the request's own address did.
     */
    Optional<URI> publicUrl();

    Keys keys();

    Limits limits();

    Redis redis();

    Blocking blocking();

    Pipe pipe();

    Tokens tokens();

    Staff staff();

    interface ServiceClients {

        /** Secret of the ehr-sync-service, at least 32 characters. */
        String ehrSync();
    }

    /** Base addresses, as {@code http://host:port}. */
    interface Routes {

        URI availability();

        URI booking();

        URI patient();

        URI ehrSync();

        URI audit();
    }

    interface BootstrapLimits {

        /** Requests a second. */
        @WithDefault("500")
        int perSecond();

        /** Requests a minute. */
        @WithDefault("15000")
        int perMinute();
    }

    /** How each replica keeps its table of keys. */
    interface Keys {

        /** How often changes are read from the database, 100 ms to 1 s. The topic is faster, as long as it is there. */
        @WithDefault("PT0.5S")
        Duration reread();

        /** How long the database may take for that before it counts as out of reach, 100 ms to 10 s. */
        @WithDefault("PT2S")
        Duration rereadTimeout();

        /** How often the last use of keys is written to the database, 1 s to 1 h. */
        @WithDefault("PT1M")
        Duration lastUsedEvery();
    }

    /** How many requests are admitted. All windows of a caller are taken from together, or none is. */
    interface Limits {

        /** Requests a second of a key that names no limits of its own. */
        @WithDefault("50")
        int perSecond();

        /** Requests a minute of a key that names no limits of its own. */
        @WithDefault("1500")
        int perMinute();

        /** The most that a key may be given, requests a second. */
        @WithDefault("1000")
        int mostPerSecond();

        /** The most that a key may be given, requests a minute. */
        @WithDefault("60000")
        int mostPerMinute();

        /** Requests of one key that may be on their way at the same time. */
        @WithDefault("128")
        int inFlight();

        /** Active keys that one clinic may have. */
        @WithDefault("500")
        int keysPerClinic();

        /** Requests a second of all callers of one clinic together. */
        @WithDefault("2000")
        int clinicPerSecond();

        /** Requests a minute of all callers of one clinic together. */
        @WithDefault("120000")
        int clinicPerMinute();

        /** Requests without an accepted key that one address (IPv6: one /64) may make in a minute. */
        @WithDefault("60")
        int failuresPerMinute();

        /** Addresses whose failures are counted at the same time; about 300 bytes each. */
        @WithDefault("50000")
        int addresses();
    }

    /** Where several replicas count together. Without it each replica counts for itself. */
    interface Redis {

        /**
         * As {@code redis://:password@host:6379/0}, or {@code rediss://} over TLS. Not set: no Redis is asked, and each
         * replica admits the whole limit.
         */
        Optional<String> url();

        /** Whether the address is that of a node of a Redis Cluster. */
        @WithDefault("false")
        boolean cluster();

        /** Replicas of this gateway: while Redis does not answer, each admits that part of every limit. 1 to 1000. */
        @WithDefault("2")
        int replicas();

        /** How long a request waits for Redis, 1 to 1000 ms; then this replica decides by its share. */
        @WithDefault("PT0.025S")
        Duration timeout();

        /** Connections to Redis, 1 to 64; many requests share each. */
        @WithDefault("8")
        int connections();
    }

    /**
     * When a caller is shut out. What it does adds up over a minute, in parts of these numbers; at a whole it is blocked:
     * 300 refused for its limits, or 150 of these and 60 forbidden ones.
     */
    interface Blocking {

        /** Off: everything is counted, nobody is blocked but by hand. */
        @WithDefault("true")
        boolean enabled();

        /** Requests in a minute that were refused for a limit (429). */
        @WithDefault("300")
        int limitedPerMinute();

        /** Requests in a minute that were refused for who asked (401, 403). */
        @WithDefault("120")
        int deniedPerMinute();

        /** Different addresses in a minute at which nothing was found (404): somebody tries ids. */
        @WithDefault("100")
        int unknownPerMinute();

        /** First block, second, third; a key that goes on is suspended then, an address blocked as for the third time. */
        @WithDefault("PT1M,PT15M,PT24H")
        List<Duration> steps();

        /** After that long without a block, the next one is a first one again. */
        @WithDefault("PT24H")
        Duration forgottenAfter();

        /** How long a block that is over can still be looked up. */
        @WithDefault("P30D")
        Duration keptFor();

        /** Callers whose conduct is followed at the same time, keys and addresses each; about 900 bytes each. */
        @WithDefault("50000")
        int callers();
    }

    /** The way to the services and back. What is said of one service holds for each of them, see {@link #services()}. */
    interface Pipe {

        /**
         * Bytes of a request's body, announced or counted, unless {@link #mostUploadBytes()} says otherwise for its resource: what
         * the services take at most.
         */
        @WithDefault("262144")
        long mostBodyBytes();

        /** Bytes of a Bundle that is taken apart here. */
        @WithDefault("1048576")
        int mostBundleBytes();

        /** Bytes of a body that are taken in before a service hears of it; what is larger streams from there on. */
        @WithDefault("262144")
        int heldBodyBytes();

        /** Resources that take larger bodies, by name, and how large: {@code most-upload-bytes.documents=1073741824}. */
        Map<String, Long> mostUploadBytes();

        /** Bytes a second that a body that streams has to bring, on average over one {@link #requestTimeout()}. */
        @WithDefault("16384")
        long leastUploadRate();

        /** Bodies that stream to one service at the same time; the next is answered 503 at once. */
        @WithDefault("32")
        int uploads();

        /** Connections to one service; twice what one key may use. */
        @WithDefault("256")
        int connections();

        /** Requests that may wait for a connection to one service; the next is answered 503 at once. */
        @WithDefault("256")
        int waiting();

        /** How long connecting may take. Waiting for a connection may take half as long again. */
        @WithDefault("PT1S")
        Duration connectTimeout();

        /**
         * How long a caller may take to send its body, and then a service to begin its answer, and to send the next
         * piece of it.
         */
        @WithDefault("PT10S")
        Duration requestTimeout();

        /** How long the head of a request may take from its first byte to its last. */
        @WithDefault("PT10S")
        Duration headTimeout();

        /** How long an answer may take from its beginning to its end, however slowly the caller reads. */
        @WithDefault("PT60S")
        Duration answerTimeout();

        /**
         * The same for an answer that has as many pieces as the audit trail has entries. Its first piece, and each next
         * one, may take as long as another answer altogether. 1 minute to 24 hours.
         */
        @WithDefault("PT30M")
        Duration longAnswerTimeout();

        /** Such answers of one service at the same time, 1 or more; the next is answered 503 at once. */
        @WithDefault("16")
        int longAnswers();

        /** How long an idle connection is kept: shorter than the services keep theirs, so that they rarely hang up first. */
        @WithDefault("PT30S")
        Duration keepAlive();

        /** What differs for one service, by its name as in {@link GatewayConfig#routes()}. */
        Map<String, Service> services();

        Circuit circuit();

        Overload overload();
    }

    /** What one service has of its own; what is left out is as for all. */
    interface Service {

        /** Connections, 1 or more. */
        Optional<Integer> connections();

        /** Requests that may wait for a connection, 0 or more. */
        Optional<Integer> waiting();

        /** Bodies that stream at the same time, 0 or more. */
        Optional<Integer> uploads();

        /** Until an answer begins, and then until its next piece. */
        Optional<Duration> requestTimeout();

        /** For a whole answer. */
        Optional<Duration> answerTimeout();
    }

    /** When a service is not asked any more for a while. */
    interface Circuit {

        /**
         * Connections that failed, or answers that did not come, without an answer between them; 1 or more. It takes more
         * if more answers than that came in the second or two before.
         */
        @WithDefault("10")
        int failures();

        /** Between two tries of a service that does not answer. */
        @WithDefault("PT5S")
        Duration pause();
    }

    /** When requests to services are answered 503 unseen. Health and {@code /v1/keys} stay within reach. */
    interface Overload {

        /** Requests to services that are on their way in this process; 8 KiB or so each. */
        @WithDefault("4096")
        int inFlight();

        /** How late an event loop may be. */
        @WithDefault("PT0.5S")
        Duration lag();
    }

    /** Access tokens of {@code /oauth2/token}. */
    interface Tokens {

        /** How long an access token is taken, one minute to one hour. It ends with its key before. */
        @WithDefault("PT5M")
        Duration accessTokenLife();

        /** Tokens whose check is remembered until they end, of each kind; about 3 KB each. */
        @WithDefault("10000")
        int remembered();
    }

    /** People who have signed in at the issuer of {@code quarkus.oidc.staff.*}. */
    interface Staff {

        /** Claim with the id of the clinic that the person works in. Without it a token opens nothing. */
        @WithDefault("clinic")
        String clinicClaim();

        /** Claim with the id of the practitioner that the person is, or a list of them. */
        @WithDefault("practitioner")
        String practitionerClaim();

        /** Scopes that each role of the issuer brings. */
        Map<String, Set<String>> roles();

        /** Roles that reach only the calendars named by the practitioner claim. */
        @WithDefault("clinician")
        Set<String> ownCalendar();

        /** Requests a second of one person. */
        @WithDefault("20")
        int perSecond();

        /** Requests a minute of one person. */
        @WithDefault("600")
        int perMinute();
    }
}
