package org.visita.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.visita.local.stack.Checkout;

/** A program for Node beside the tests, with its packages installed into target/ as its lock file says. */
final class NodePackage {

    private static final int INSTALL_SECONDS = 120;
    private static final List<String> FILES = List.of("package.json", ".npmrc", "server.mjs", "package-lock.json");

    private final Path folder;

    private NodePackage(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says why, where Node or a registry of packages is not to be had. */
    static NodePackage installed(String name) {
        Path module = Checkout.find().root().resolve("e2e-tests");
        Path source = module.resolve("src/test/node").resolve(name);
        Path folder = module.resolve("target").resolve(name);
        NodePackage program = new NodePackage(folder);
        try {
            Path lock = folder.resolve("package-lock.json");
            boolean current = Files.exists(folder.resolve("node_modules/.package-lock.json"))
                    && Files.mismatch(lock, source.resolve("package-lock.json")) == -1;
            Files.createDirectories(folder);
            for (String file : FILES) {
                Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!current) {
                program.install();
            }
            return program;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs until its standard input ends, at the latest with this JVM. */
    Process start() {
        return run(List.of("node", "server.mjs"), ProcessBuilder.Redirect.PIPE, "server.err");
    }

    private void install() throws IOException {
        Path log = folder.resolve("npm-ci.out");
        Process npm =
                run(List.of("npm", "ci", "--prefer-offline"), ProcessBuilder.Redirect.to(log.toFile()), "npm-ci.err");
        boolean done = awaitEnd(npm);
        if (!done || npm.exitValue() != 0) {
            npm.destroyForcibly();
            skip("packages that npm could not install, see npm-ci.err in " + folder.getFileName() + ": "
                    + Files.readString(folder.resolve("npm-ci.err"), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("npm error"))
                            .findFirst()
                            .orElse("no answer in " + INSTALL_SECONDS + " s"));
        }
    }

    private Process run(List<String> command, ProcessBuilder.Redirect output, String errors) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output)
                    .redirectError(folder.resolve(errors).toFile())
                    .start();
        } catch (IOException none) {
            return skip("Node with npm, which is not there: " + none.getMessage());
        }
    }

    /** Said aloud as well: of a class that is skipped as a whole, reports do not tell why. */
    private static <T> T skip(String what) {
        System.err.println("SKIPPED: this needs " + what);
        return abort("needs " + what);
    }

    private static boolean awaitEnd(Process npm) {
        try {
            return npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
