package org.visita.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the gateway. */
@ConfigMapping(prefix = "visita.gateway")
public interface GatewayConfig {

    /**
     * Secret that the hashes of API keys depend on, at least 32 characters. Whoever loses it loses every key; whoever
     * has it and the database still cannot read a key, only check guesses.
     */
    String pepper();

    /** Signs internal tokens: an EC private key on P-256, PKCS#8 (RFC 5208), DER in base64 on one line. */
    String signingKey();

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

    Limits limits();

    Pipe pipe();

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

        /** Requests without an accepted key that one address (IPv6: one /64) may make in a minute. */
        @WithDefault("60")
        int failuresPerMinute();

        /** Addresses whose failures are counted at the same time; about 300 bytes each. */
        @WithDefault("50000")
        int addresses();
    }

    /** The way to the services and back. */
    interface Pipe {

        /** Bytes of a request's body, announced or counted. */
        @WithDefault("262144")
        long mostBodyBytes();

        /** Connections to one service; twice what one key may use. */
        @WithDefault("256")
        int connections();

        /** Requests that may wait for a connection to one service; the next is answered 503 at once. */
        @WithDefault("256")
        int waiting();

        /** How long connecting, or waiting for a connection, may take. */
        @WithDefault("PT1S")
        Duration connectTimeout();

        /**
         * How long a caller may take to send its body, and then a service to begin its answer, and to send the next
         * piece of it.
         */
        @WithDefault("PT10S")
        Duration requestTimeout();

        /** How long an answer may take from its beginning to its end, however slowly the caller reads. */
        @WithDefault("PT60S")
        Duration answerTimeout();

        /** How long an idle connection is kept: shorter than the services keep theirs, so that they rarely hang up first. */
        @WithDefault("PT30S")
        Duration keepAlive();
    }
}
