package org.visita.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    /** The names that the launcher and the charts set. */
    @Test
    void reads_everything_from_the_environment() {
        GatewayConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(
                        Map.ofEntries(
                                Map.entry("VISITA_GATEWAY_PEPPER", "pepper"),
                                Map.entry("VISITA_GATEWAY_PEPPER_VERSION", "3"),
                                Map.entry("VISITA_GATEWAY_PEPPERS_2", "before"),
                                Map.entry("VISITA_GATEWAY_KEYS_REREAD", "PT1S"),
                                Map.entry("VISITA_GATEWAY_SIGNING_KEY", "signing"),
                                Map.entry("VISITA_GATEWAY_BOOTSTRAP_KEY", "bootstrap"),
                                Map.entry("VISITA_GATEWAY_BOOTSTRAP_CLINIC", "clinic"),
                                Map.entry("VISITA_GATEWAY_SERVICE_CLIENTS_EHR_SYNC", "secret"),
                                Map.entry("VISITA_GATEWAY_ROUTES_AVAILABILITY", "http://a:1"),
                                Map.entry("VISITA_GATEWAY_ROUTES_BOOKING", "http://b:1"),
                                Map.entry("VISITA_GATEWAY_ROUTES_PATIENT", "http://p:1"),
                                Map.entry("VISITA_GATEWAY_ROUTES_EHR_SYNC", "http://e:1"),
                                Map.entry("VISITA_GATEWAY_ROUTES_AUDIT", "http://t:1"),
                                Map.entry("VISITA_GATEWAY_PUBLIC_URL", "https://visita.example"),
                                Map.entry("VISITA_GATEWAY_LIMITS_PER_SECOND", "9")),
                        300))
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class);

        assertThat(config.pepperVersion()).isEqualTo(3);
        assertThat(config.peppers()).containsOnly(Map.entry(2, "before"));
        assertThat(config.keys().reread()).hasSeconds(1);
        assertThat(config.bootstrapKey()).contains("bootstrap");
        assertThat(config.bootstrapClinic()).contains("clinic");
        assertThat(config.serviceClients().ehrSync()).isEqualTo("secret");
        assertThat(config.routes().ehrSync()).isEqualTo(URI.create("http://e:1"));
        assertThat(config.publicUrl()).contains(URI.create("https://visita.example"));
        assertThat(config.limits().perSecond()).isEqualTo(9);
        assertThat(config.limits().perMinute()).isEqualTo(1500);
    }
}
