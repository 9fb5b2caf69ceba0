package org.visita.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupChecksTest {

    private static final Map<String, String> OWN = Map.of(
            "visita.gateway.pepper", "a-pepper-that-somebody-made-for-this-place",
            "visita.gateway.signing-key", "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCACZ0f",
            "visita.gateway.service-clients.ehr-sync", "a-secret-that-somebody-made-for-ehr-sync",
            "visita.gateway.bootstrap-key", "vis_live_3fXkQ7bT9mLp_Wq2Zc8Ld0Vn5Rj3Ty6Hb1Gx4Kf7Ps9Am2Uo5Ei8Cw100000000",
            "quarkus.datasource.password", "a-password");

    private LaunchMode before;

    @BeforeEach
    void in_production() {
        before = LaunchMode.current();
        LaunchMode.set(LaunchMode.NORMAL);
    }

    @AfterEach
    void back() {
        LaunchMode.set(before);
    }

    @Test
    void starts_with_secrets_of_its_own() {
        assertThatCode(() -> check(OWN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "visita.gateway.pepper, sample-pepper-for-development-and-tests",
        "visita.gateway.pepper, too-short",
        "visita.gateway.peppers.7, sample-pepper-for-development-and-tests",
        "visita.gateway.signing-key, sample-MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEB",
        "visita.gateway.service-clients.ehr-sync, sample-secret-of-the-ehr-sync-service",
        "visita.gateway.bootstrap-key, vis_test_sampleAdmin0_0sampleSecretOfTheFirstKeyForDevelopment0000EjBpD",
        "quarkus.datasource.password, sample-password-of-the-gateway-database"
    })
    void refuses_to_start_with_a_sample_and_does_not_quote_it(String setting, String sample) {
        Map<String, String> settings = new HashMap<>(OWN);
        settings.put(setting, sample);

        assertThatThrownBy(() -> check(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(setting)
                .hasMessageNotContaining(sample);
    }

    private static void check(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        for (String service : new String[] {"availability", "booking", "patient", "ehr-sync", "audit"}) {
            all.put("visita.gateway.routes." + service, "http://127.0.0.1:1");
        }
        GatewayConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class);
        new StartupChecks(config, all.get("quarkus.datasource.password")).check(null);
    }
}
