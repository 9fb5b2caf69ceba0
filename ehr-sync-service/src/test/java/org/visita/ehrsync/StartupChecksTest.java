package org.visita.ehrsync;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class StartupChecksTest {

    @Test
    void the_defaults_are_safe() {
        assertThatCode(() -> check("PT15S")).doesNotThrowAnyException();
    }

    @Test
    void refuses_a_lease_that_ends_before_a_call_does() {
        assertThatThrownBy(() -> check("PT8S"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("visita.ehr-sync.delivery.lease");
    }

    private static void check(String lease) {
        EhrSyncConfig config = new SmallRyeConfigBuilder()
                .withMapping(EhrSyncConfig.class)
                .withDefaultValue("visita.ehr-sync.patient-url", "http://localhost")
                .withDefaultValue("visita.ehr-sync.client-secret", "a-secret-of-more-than-thirty-two-characters")
                .withDefaultValue("visita.ehr-sync.master-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
                .withDefaultValue("visita.ehr-sync.delivery.lease", lease)
                .build()
                .getConfigMapping(EhrSyncConfig.class);
        new StartupChecks(config).check(null);
    }
}
