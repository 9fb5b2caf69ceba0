package org.visita.audit;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** Settings with which the trail would not be signed, watched or kept are refused at the start. */
@ApplicationScoped
class SettingRanges {

    private static final String PREFIX = "visita.audit-service.";

    private final AuditConfig config;

    @Inject
    SettingRanges(AuditConfig config) {
        this.config = config;
    }

    /** Before anything works with them. */
    void check(@Observes @Priority(1) StartupEvent starting) {
        AuditConfig.Proof proof = config.proof();
        require("proof.sign-after", proof.signAfter(), "PT1S", "PT1H");
        require("proof.sign-after-entries", proof.signAfterEntries(), 1, 1_000_000);
        require("proof.look-each", proof.lookEach(), "PT1S", "PT1M");
        require("proof.longest-verification", proof.longestVerification(), "PT1S", "PT30S");
        require("proof.verifications-at-once", proof.verificationsAtOnce(), 1, 64);
        require("proof.verify-all-after", proof.verifyAllAfter(), "PT1S", "PT24H");
        require("proof.verify-all-each", proof.verifyAllEach(), "PT1M", "PT24H");
        require("proof.verify-all-pace", proof.verifyAllPace(), 100, 1_000_000);
        require("export.patience", config.export().patience(), "PT1S", "PT10M");
        require("first-retry", config.firstRetry(), "PT0.01S", "PT1M");
        require("longest-retry", config.longestRetry(), "PT0.01S", "PT10M");
        require("lateness", config.lateness(), "PT0S", "PT1H");
        require("longest-transaction", config.longestTransaction(), "PT1S", "PT10M");
        if (config.longestRetry().compareTo(config.firstRetry()) < 0) {
            throw refused("longest-retry", "not less than " + PREFIX + "first-retry");
        }
    }

    private static void require(String setting, Duration value, String least, String most) {
        if (value.compareTo(Duration.parse(least)) < 0 || value.compareTo(Duration.parse(most)) > 0) {
            throw refused(setting, least + " to " + most);
        }
    }

    private static void require(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw refused(setting, least + " to " + most);
        }
    }

    private static IllegalStateException refused(String setting, String range) {
        return new IllegalStateException(PREFIX + setting + " must be " + range + ". Set it and start again.");
    }
}
