package org.visita.ehrsync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Everything about the delivery to EHRs that can be set, and every bound that it keeps. */
@ConfigMapping(prefix = "visita.ehr-sync")
public interface EhrSyncConfig {

    /** Where patient-service answers; details of patients are fetched there when they are sent. */
    URI patientUrl();

    /** Secret of the service client {@code ehr-sync} at the gateway, 32 characters or more. */
    Optional<String> clientSecret();

    /** Encrypts credentials for EHRs and what else must not be read out of the database; 32 bytes in base64. */
    String masterKey();

    /**
     * Whether an EHR may stand at a private or loopback address. Off by default: else whoever may create a connection
     * could reach into the network that this service stands in.
     */
    @WithDefault("false")
    boolean allowPrivateTargets();

    Delivery delivery();

    Circuit circuit();

    Ehr ehr();

    Validation validation();

    Patients patients();

    DeadLetters deadLetters();

    /** How bookings are brought to EHRs. */
    interface Delivery {

        /** Deliveries to one connection at a time, over all replicas; 1 or more. */
        @WithDefault("8")
        int perConnection();

        /** Deliveries at a time in this process, over all connections; bounds its memory. */
        @WithDefault("64")
        int perProcess();

        /** Most bytes of events that are claimed at once; bounds the memory beside the number of deliveries. */
        @WithDefault("8388608")
        int claimedBytes();

        /** Most outcomes that are written in one transaction. */
        @WithDefault("256")
        int settledAtOnce();

        /** How often to look for due deliveries that nobody announced: retries, probes, leases that ended. */
        @WithDefault("PT0.25S")
        Duration poll();

        /** How long a worker owns a delivery; a killed worker's deliveries wait this long for the next. */
        @WithDefault("PT15S")
        Duration lease();

        /** Failures that a version of a booking may have before it is a dead letter; 1 or more. */
        @WithDefault("8")
        int attempts();

        /** How long a version of a booking may go on failing before it is a dead letter. */
        @WithDefault("PT24H")
        Duration age();

        /** Longest pause before the second attempt; doubles with each. The pause is random, from zero up to this. */
        @WithDefault("PT0.5S")
        Duration firstPause();

        /** The same where the EHR misses something that the Appointment refers to: that takes longer to cure. */
        @WithDefault("PT2S")
        Duration firstPauseForDependency();

        /** The pause grows no longer than this. */
        @WithDefault("PT5M")
        Duration longestPause();

        /** How long the log of attempts goes back. */
        @WithDefault("P30D")
        Duration attemptsKept();

        /** Pause while a part of Visita itself does not answer. */
        @WithDefault("PT1S")
        Duration pauseForOurs();
    }

    /** When an EHR counts as down, and how it is probed. */
    interface Circuit {

        /** Failures in a row that only an EHR in trouble gives; a refused connection needs no second one. */
        @WithDefault("3")
        int failures();

        /** Pause before the first probe; doubles with each that fails. */
        @WithDefault("PT0.5S")
        Duration firstProbe();

        /** Longest pause between two probes: how long an EHR that is back may wait to be noticed. */
        @WithDefault("PT5S")
        Duration longestPause();

        /** Longest time that an EHR may ask us to stay away (Retry-After). */
        @WithDefault("PT1M")
        Duration longestRetryAfter();
    }

    /** One call to an EHR. */
    interface Ehr {

        @WithDefault("PT2S")
        Duration connectTimeout();

        /** From the request to the last byte of the answer. */
        @WithDefault("PT4S")
        Duration timeout();

        /** How long before its end an access token is replaced; at most half of its life. */
        @WithDefault("PT30S")
        Duration tokenMargin();

        /** Calls at a time, over all EHRs. */
        @WithDefault("256")
        int bulkhead();

        /** Longest answer that is read, in bytes. */
        @WithDefault("1048576")
        int longestAnswer();

        /** The same of what an EHR says that it can do: some describe every parameter of every type. */
        @WithDefault("8388608")
        int longestCapabilityStatement();

        /**
         * How long a test waits for that: an EHR that was just started takes seconds over it. A second less than the
         * gateway waits for us (visita.gateway.pipe.request-timeout).
         */
        @WithDefault("PT9S")
        Duration testTimeout();

        /** How often a write that met another one is tried again at once. */
        @WithDefault("5")
        int conflictTries();

        /** How long a practitioner or location that was found in the EHR is believed to be there. */
        @WithDefault("PT10M")
        Duration referencesKept();

        /** How long one that was not found is believed not to be there. */
        @WithDefault("PT30S")
        Duration missesKept();
    }

    /** What operators may do about bookings that an EHR would not take. */
    interface DeadLetters {

        /** How long what was discarded may be restored. */
        @WithDefault("P1D")
        Duration restorable();

        /** Longest time that an operator waits for what the EHR holds; then the answer says that it is not known. */
        @WithDefault("PT5S")
        Duration look();

        /** How long a dead letter is kept after the EHR got the booking, and a replay after its end. */
        @WithDefault("P90D")
        Duration kept();

        /** Replays of a clinic that run at the same time. */
        @WithDefault("10")
        int replays();
    }

    /** Appointments are validated before they are sent; each shape of them once. */
    interface Validation {

        /** Validations at a time; each takes a core for tens of milliseconds. */
        @WithDefault("2")
        int threads();

        /** Shapes that may wait for a validation. Deliveries beyond are done a little later. */
        @WithDefault("1000")
        int queue();

        /** How long a delivery waits for its shape; less than an attempt may take. */
        @WithDefault("PT3S")
        Duration patience();

        /**
         * Shapes that are remembered, about 2 KB each: a few dozen for Visita, one for each code that clinics map to and
         * one for each system of identifiers.
         */
        @WithDefault("2000")
        int shapes();
    }

    /** One call to patient-service. */
    interface Patients {

        @WithDefault("PT2S")
        Duration timeout();

        /** Calls at a time. */
        @WithDefault("64")
        int bulkhead();

        /** How long before its end a service token is replaced. */
        @WithDefault("PT10S")
        Duration tokenMargin();
    }

    /** How long after its claim a delivery may still start a call, so that the call ends within the lease. */
    static Duration deadline(EhrSyncConfig config) {
        return config.delivery().lease().minus(config.ehr().timeout()).minusSeconds(1);
    }
}
