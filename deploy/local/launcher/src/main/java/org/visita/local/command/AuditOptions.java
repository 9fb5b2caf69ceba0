package org.visita.local.command;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.visita.local.stack.StackProblem;
import org.visita.proof.PublicKeys;
import picocli.CommandLine.Option;

/** What both checks are told. */
final class AuditOptions {

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "File with the public key: a JWK set (GET /v1/audit/keys), a JWK or PEM. Get it from those who"
                            + " run Visita, not from whom the file is of.")
    private Path key;

    @Option(names = "--without-key", description = "Check only that all fits together, not who signed it.")
    private boolean withoutKey;

    @Option(names = "--json", description = "The result as one JSON object. Progress goes to standard error.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Null where it was said that there is none. */
    PublicKeys keys() {
        if (key == null && withoutKey) {
            return null;
        }
        if (key == null) {
            throw new StackProblem(
                    "No key was given, so signatures cannot be checked.",
                    "Give --key FILE, or --without-key to see only whether all fits together.");
        }
        try {
            return PublicKeys.parse(text(key));
        } catch (IllegalArgumentException none) {
            throw new StackProblem(
                    key + " holds no Ed25519 public key.", "Save what GET /v1/audit/keys answers, and give that.");
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new StackProblem("There is no file " + file + ".", "Look at its name.");
        } catch (MalformedInputException binary) {
            throw new StackProblem(file + " is not a text.", "Look at its name.");
        } catch (IOException failure) {
            throw new StackProblem(file + " cannot be read: " + failure.getMessage(), "Look at its rights.");
        }
    }
}
