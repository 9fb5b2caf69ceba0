package org.visita.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The source tree that the stack is built from, and where a build leaves what is run.
 *
 * @param root the folder of the root POM
 */
public record Checkout(Path root) {

    /** The checkout around the working directory, or the one that {@code -Dvisita.root} names. */
    public static Checkout find() {
        String named = System.getProperty("visita.root");
        if (named != null) return new Checkout(Path.of(named));
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) return new Checkout(folder);
        }
        throw new StackProblem("There is no Visita checkout around the working directory.", "Run ./visita in one.");
    }

    public Path defaultPorts() {
        return root.resolve("deploy/local/ports.properties");
    }

    public Path defaultHome() {
        return root.resolve(".visita");
    }

    /** Where the sample realm is, and what fetches Keycloak. */
    Path keycloak() {
        return root.resolve("deploy/keycloak");
    }

    /** Where a build leaves a service. */
    Path serviceJar(Service service) {
        return root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Where a build leaves a server under {@code deploy/local}. */
    Path localJar(String module) {
        return target(module).resolve("local-" + module + ".jar");
    }

    /** The class path of a server under {@code deploy/local}: its own jar, then its libraries. */
    public String classPath(String module) {
        return localJar(module) + ":" + target(module).resolve("lib") + "/*";
    }

    private Path target(String module) {
        return root.resolve("deploy/local").resolve(module).resolve("target");
    }
}
