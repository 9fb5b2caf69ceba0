package org.visita.ehrsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.testing.ComponentTest;

@QuarkusTest
class OutgoingHttpTest extends ComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Inject
    Vertx vertx;

    private final Guard guard = Guard.create().build();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/long", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                for (int part = 0; part < 4096; part++) {
                    body.write(new byte[1024]);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void does_not_go_where_a_public_name_leads_inside() {
        OutgoingHttp http = http(false);

        assertThatThrownBy(() -> get(http, "/moved")).isInstanceOf(TargetNotAllowedException.class);
        http.close();
    }

    @Test
    void follows_no_redirect() {
        OutgoingHttp http = http(true);

        assertThat(get(http, "/moved").status()).isEqualTo(302);
        http.close();
    }

    @Test
    void reads_no_more_than_its_bound() {
        OutgoingHttp http = http(true);

        assertThatThrownBy(() -> get(http, "/long")).isInstanceOf(AnswerTooLongException.class);
        http.close();
    }

    private HttpAnswer get(OutgoingHttp http, String path) {
        URI url = URI.create("http://localhost:" + server.getAddress().getPort() + path);
        return http.sendToTarget(HttpCall.get(url, Map.of()), guard, PATIENCE)
                .await()
                .atMost(PATIENCE);
    }

    private OutgoingHttp http(boolean allowPrivateTargets) {
        EhrSyncConfig config = new SmallRyeConfigBuilder()
                .withMapping(EhrSyncConfig.class)
                .withDefaultValue("visita.ehr-sync.patient-url", "http://localhost")
                .withDefaultValue("visita.ehr-sync.master-key", "of no importance here")
                .withDefaultValue("visita.ehr-sync.allow-private-targets", Boolean.toString(allowPrivateTargets))
                .build()
                .getConfigMapping(EhrSyncConfig.class);
        return new OutgoingHttp(vertx, config, Clock.systemUTC());
    }
}
