package org.visita.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** A certificate for the public port, made with the JDK's own tool, and replaced by another one on request. */
public final class Certificates implements QuarkusTestResourceLifecycleManager {

    private static final String PASSWORD = "changeit";

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("visita-tls");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Path store = folder.resolve("public.p12");
        make(store, "first");
        return Map.of(
                "quarkus.http.tls-configuration-name",
                "public",
                "quarkus.tls.public.key-store.p12.path",
                store.toString(),
                "quarkus.tls.public.key-store.p12.password",
                PASSWORD,
                "quarkus.http.insecure-requests",
                "enabled",
                "quarkus.http.test-ssl-port",
                "0",
                "test.tls.store",
                store.toString());
    }

    /** In one step, as whoever renews certificates should: nobody ever reads half of one. */
    public static void replace(Path store, String name) throws IOException {
        Path next = store.resolveSibling("next.p12");
        make(next, name);
        Files.move(next, store, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void make(Path store, String name) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "public",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void stop() {
        if (folder == null) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
