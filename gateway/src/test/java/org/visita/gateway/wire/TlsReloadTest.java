package org.visita.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.gateway.Certificates;
import org.visita.gateway.GatewayTest;

/** Certificates end; the one that follows is put in their place while the gateway runs. */
@QuarkusTest
@TestProfile(TlsReloadTest.Reloading.class)
class TlsReloadTest extends GatewayTest {

    /** Looks for new certificates often. */
    public static final class Reloading implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.tls.public.reload-period", "3S");
        }
    }

    @Test
    void a_certificate_that_is_replaced_is_served_without_a_restart() throws IOException {
        Path store = Path.of(ConfigProvider.getConfig().getValue("test.tls.store", String.class));
        Certificates.replace(store, "second");

        // A handshake at the very moment of the change may fail, in Vert.x 4.5.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(TlsTest.servedName()).isEqualTo("CN=second"));
    }
}
