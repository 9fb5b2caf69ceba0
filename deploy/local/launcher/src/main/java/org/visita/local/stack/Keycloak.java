package org.visita.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Keycloak with the sample realm of {@code deploy/keycloak}, for trying staff sign-in. Not part of a stack unless
 * asked for. Its data is in memory: each start begins with the realm's file, and with signing keys of its own.
 */
public final class Keycloak {

    public static final String NAME = "keycloak";

    private final Checkout checkout;
    private final Home home;
    private final int port;
    private final String clinic;

    Keycloak(Checkout checkout, Home home, Ports ports, Secrets secrets) {
        this.checkout = checkout;
        this.home = home;
        this.port = ports.of(NAME);
        this.clinic = secrets.clinic();
    }

    /** Whether one was started here and not stopped since. */
    boolean isOnFile() {
        return OwnedProcess.read(home.process(NAME)).isPresent();
    }

    /**
     * Fetches it if it was never asked for, starts it unless it runs, and returns when its realm is there.
     *
     * @param practitioner id of the one whose calendar the sample clinician has
     */
    public void start(Progress progress, String practitioner) {
        long start = System.nanoTime();
        KeycloakProgram program = KeycloakProgram.fetch(checkout, home.log(NAME));
        ServerProcess process = new ServerProcess(server(program.folder(), practitioner), home);
        String outcome = "ready";
        if (process.running().isPresent() && process.isCurrent()) {
            outcome = "was running";
        } else {
            process.stop();
            program.placeRealm(checkout);
        }
        process.start();
        process.awaitReady();
        progress.done(NAME, outcome, Duration.ofNanos(System.nanoTime() - start));
    }

    public void stop() {
        process().stop();
    }

    /** The issuer of its tokens. */
    public URI realm() {
        return URI.create("http://127.0.0.1:" + port + "/realms/visita");
    }

    /** A shell command that signs a sample user in and prints a token. */
    public String signIn(String user) {
        return "curl -s -d grant_type=password -d client_id=visita-desk -d username=" + user + " -d password=sample-"
                + user + " " + realm() + "/protocol/openid-connect/token";
    }

    /** What a gateway has to be told to take its tokens. */
    public Map<String, String> gatewaySettings() {
        return Map.of(
                "QUARKUS_OIDC_STAFF_TENANT_ENABLED", "true", "QUARKUS_OIDC_STAFF_AUTH_SERVER_URL", realm().toString());
    }

    /** To look at and to stop; what it is started with is known only then. */
    ServerProcess process() {
        Path folder = KeycloakProgram.of(checkout).map(KeycloakProgram::folder).orElse(checkout.keycloak());
        return new ServerProcess(server(folder, ""), home);
    }

    private Server server(Path folder, String practitioner) {
        Path jar = new KeycloakProgram(folder).jar();
        List<String> command = JavaServers.java(
                384,
                "-Dkc.home.dir=" + folder,
                "-Djboss.server.config.dir=" + folder.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                jar.toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname-strict=false",
                "--import-realm");
        return new Server(
                NAME,
                List.of(NAME),
                command,
                // The realm's file has places for these.
                Map.of("VISITA_CLINIC", clinic, "VISITA_PRACTITIONER", practitioner),
                jar,
                Readiness.http(realm()),
                Duration.ofSeconds(180),
                "TERM");
    }
}
