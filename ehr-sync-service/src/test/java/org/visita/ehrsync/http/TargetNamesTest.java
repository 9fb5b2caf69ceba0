package org.visita.ehrsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.WebDouble;

/** A name is somebody else's word: where it leads is looked up once for each call, and that is where the call goes. */
@QuarkusTest
class TargetNamesTest extends ComponentTest {

    private static final String PASSWORD = "changeit";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Inject
    Vertx vertx;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void a_name_that_leads_outside_and_inside_at_once_is_not_gone_to() {
        try (WebDouble inside = new WebDouble(request -> WebDouble.Answer.json(200, "{}"))) {
            assertThatThrownBy(() -> get(names("8.8.8.8,127.0.0.1"), inside.url()))
                    .isInstanceOf(TargetNotAllowedException.class);
            assertThat(inside.requests()).isEmpty();
        }
    }

    /** The first answer is public, the next would lead inside: there is no next. */
    @Test
    void a_name_is_not_asked_again_between_the_check_and_the_call() {
        try (WebDouble server = new WebDouble(request -> WebDouble.Answer.json(200, "{}"))) {
            String url = server.url().replace("127.0.0.1", "rebind.example");

            HttpAnswer answer = get(public127("127.0.0.1", "10.0.0.1"), url);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(asked).containsExactly("rebind.example");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void no_redirect_is_followed(int status) {
        try (WebDouble server = new WebDouble(request -> new WebDouble.Answer(status, "", "/elsewhere"))) {
            for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT)) {
                HttpCall call = new HttpCall(method, URI.create(server.url() + "/"), Map.of(), "x");
                assertThat(send(TargetNames.OF_THE_SYSTEM, true, call).status()).isEqualTo(status);
            }
            assertThat(server.requests()).hasSize(3);
        }
    }

    /** Connected to by address: still the name is asked for, and the certificate has to be trusted, and the name's own. */
    @Test
    void a_server_has_to_prove_its_name_though_the_address_was_looked_up_here(@TempDir Path folder) throws Exception {
        PfxOptions certificate = certificateOf("ehr.example", folder);
        List<String> namesAskedFor = new CopyOnWriteArrayList<>();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        server.createContext("/", exchange -> {
            namesAskedFor.addAll(((ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession())
                    .getRequestedServerNames().stream()
                            .map(name -> ((SNIHostName) name).getAsciiName())
                            .toList());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            assertThat(tls("ehr.example", port, certificate).status()).isEqualTo(200);
            assertThatThrownBy(() -> tls("other.example", port, certificate))
                    .satisfies(failure -> assertThat(chain(failure)).anyMatch(SSLException.class::isInstance));
            assertThatThrownBy(() -> tls("ehr.example", port, null))
                    .satisfies(failure -> assertThat(chain(failure)).anyMatch(SSLException.class::isInstance));
            assertThat(namesAskedFor).containsExactly("ehr.example");
        } finally {
            server.stop(0);
        }
    }

    private static SSLContext context(PfxOptions certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(Path.of(certificate.getPath()).toFile(), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private HttpAnswer tls(String name, int port, TrustOptions trust) {
        URI url = URI.create("https://" + name + ":" + port);
        return send(public127("127.0.0.1"), false, HttpCall.get(url, Map.of()), trust);
    }

    /** Signed by itself, made by the JDK's own tool. */
    private static PfxOptions certificateOf(String name, Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "ehr",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(tool.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tool.exitValue()).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    private static List<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }

    private TargetNames names(String... answers) {
        return names(false, answers);
    }

    /** Takes this machine for a public one. */
    private TargetNames public127(String... answers) {
        return names(true, answers);
    }

    private TargetNames names(boolean loopbackIsPublic, String... answers) {
        // Each answer is a list of addresses.
        Deque<String> next = new ArrayDeque<>(List.of(answers));
        return new TargetNames() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                asked.add(host);
                String[] written = next.removeFirst().split(",");
                InetAddress[] addresses = new InetAddress[written.length];
                for (int index = 0; index < addresses.length; index++) {
                    addresses[index] = InetAddress.getByName(written[index]);
                }
                return addresses;
            }

            @Override
            public boolean isPrivate(InetAddress address) {
                return !(loopbackIsPublic && address.isLoopbackAddress()) && PrivateNetworks.isPrivate(address);
            }
        };
    }

    private HttpAnswer get(TargetNames names, String url) {
        return send(names, false, HttpCall.get(URI.create(url), Map.of()));
    }

    private HttpAnswer send(TargetNames names, boolean allowPrivate, HttpCall call) {
        return send(names, allowPrivate, call, null);
    }

    private HttpAnswer send(TargetNames names, boolean allowPrivate, HttpCall call, TrustOptions trust) {
        EhrSyncConfig config = new SmallRyeConfigBuilder()
                .withMapping(EhrSyncConfig.class)
                .withDefaultValue("visita.ehr-sync.patient-url", "http://localhost")
                .withDefaultValue("visita.ehr-sync.master-key", "unused")
                .withDefaultValue("visita.ehr-sync.allow-private-targets", Boolean.toString(allowPrivate))
                .build()
                .getConfigMapping(EhrSyncConfig.class);
        OutgoingHttp http = new OutgoingHttp(vertx, config, Clock.systemUTC(), names, trust);
        try {
            return http.sendToTarget(call, Guard.create().build(), PATIENCE)
                    .await()
                    .atMost(PATIENCE);
        } finally {
            http.close();
        }
    }
}
