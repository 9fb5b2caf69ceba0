package org.visita.local.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * Which stack: whose build, where its data, on which ports.
 *
 * @param checkout what is run
 * @param home where data, logs and secrets are
 * @param ports what it listens on
 * @param cache where PostgreSQL's programs are unpacked, shared between stacks
 * @param environment variables per server, over those that the stack sets
 * @param keycloak whether staff sign in at a Keycloak of the stack's own
 */
public record StackSettings(
        Checkout checkout,
        Home home,
        Ports ports,
        Path cache,
        Map<String, Map<String, String>> environment,
        boolean keycloak) {

    /** Without a Keycloak. */
    public StackSettings(
            Checkout checkout, Home home, Ports ports, Path cache, Map<String, Map<String, String>> environment) {
        this(checkout, home, ports, cache, environment, false);
    }

    /**
     * The settings of a checkout and an environment. {@code VISITA_HOME}, {@code VISITA_PORTS} and
     * {@code VISITA_CACHE} stand for the folder of data, the file of ports and the folder of caches.
     */
    public static StackSettings of(Checkout checkout, Map<String, String> variables) {
        Path home = path(variables, "VISITA_HOME", checkout.defaultHome());
        Path ports = path(variables, "VISITA_PORTS", checkout.defaultPorts());
        Path caches = path(variables, "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache"));
        Path cache = path(variables, "VISITA_CACHE", caches.resolve("visita"));
        return new StackSettings(checkout, new Home(home), Ports.read(ports), cache, Map.of());
    }

    public StackSettings withEnvironment(Map<String, Map<String, String>> perServer) {
        return new StackSettings(checkout, home, ports, cache, perServer, keycloak);
    }

    public StackSettings withKeycloak(boolean keycloak) {
        return new StackSettings(checkout, home, ports, cache, environment, keycloak);
    }

    private static Path path(Map<String, String> variables, String name, Path otherwise) {
        String value = variables.get(name);
        return (value == null || value.isBlank() ? otherwise : Path.of(value)).toAbsolutePath();
    }
}
