package org.visita.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder with all that a stack leaves on disk: data, logs, secrets, what runs. Only its owner may look inside.
 *
 * @param folder need not exist yet
 */
public record Home(Path folder) {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** How the name of a data folder begins whose making was interrupted. */
    static final String UNFINISHED = "postgres.new.";

    /** Everything that {@link #delete} removes; whatever else somebody keeps here stays. */
    private static final List<String> CONTENTS = List.of(
            "run.json", "clinic.json", "secrets.json", "postgres", "kafka", "ehr", "journal", "logs", "processes");

    public Home create() {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder.resolve("logs"));
            Files.createDirectories(folder.resolve("processes"));
            return this;
        } catch (IOException e) {
            throw new StackProblem("The folder " + folder + " cannot be used: " + e, "Check VISITA_HOME.", e);
        }
    }

    /** Where scripts find what is running. */
    public Path run() {
        return folder.resolve("run.json");
    }

    /** What of the sample clinic has been loaded. */
    public Path clinic() {
        return folder.resolve("clinic.json");
    }

    /** Standard output and error of a server, over all its starts. */
    public Path log(String server) {
        return folder.resolve("logs").resolve(server + ".log");
    }

    Path secrets() {
        return folder.resolve("secrets.json");
    }

    Path data(String server) {
        return folder.resolve(server);
    }

    Path process(String server) {
        return folder.resolve("processes").resolve(server);
    }

    Path lock() {
        return folder.resolve("lock");
    }

    /** Replaces a file as a whole, readable by its owner only: a reader sees the old content or the new. */
    public void write(Path file, byte[] content) {
        try {
            Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new", OWNER_ONLY);
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes data, logs and secrets. The servers must be down. */
    public void delete() {
        CONTENTS.forEach(name -> deleteAll(folder.resolve(name)));
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(UNFINISHED))
                    .toList()
                    .forEach(Home::deleteAll);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteAll(Path path) {
        if (!Files.exists(path)) return;
        try (Stream<Path> inside = Files.walk(path)) {
            inside.sorted(Comparator.reverseOrder()).forEach(each -> {
                try {
                    Files.delete(each);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
