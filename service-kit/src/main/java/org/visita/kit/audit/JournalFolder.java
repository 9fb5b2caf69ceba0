package org.visita.kit.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The folder that one process writes its journal to, named for the process, and locked for as long as it lives. Whoever
 * gets the lock of one that is left has it alone.
 */
final class JournalFolder {

    private static final Logger LOG = Logger.getLogger(JournalFolder.class);
    private static final Pattern PROCESS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String LOCK = "lock";
    private static final String SEGMENT = ".journal";
    private static final String SPARE = "spare-";
    private static final String HIDDEN = ".new-";

    /** Addresses and ids stand in it in clear: nobody else on this machine may look. */
    private static final FileAttribute<?>[] OURS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];

    /** POSIX ends all locks of a process on a file as soon as it closes any of its channels to it: hands off our own. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private JournalFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static JournalFolder create(Path directory) throws IOException {
        Files.createDirectories(directory);
        String process = UUID.randomUUID().toString();
        // Locked before it has a name by which others look for what is left.
        Path hidden = Files.createDirectory(directory.resolve(HIDDEN + process), OURS);
        Path path = directory.resolve(process).toAbsolutePath();
        HELD.add(path);
        FileChannel lock = null;
        try {
            lock = open(hidden);
            if (lock.tryLock() == null) {
                throw new IOException("a new folder is locked already");
            }
            Files.move(hidden, path);
            return new JournalFolder(path, lock);
        } catch (IOException | RuntimeException failure) {
            HELD.remove(path);
            if (lock != null) {
                lock.close();
            }
            remove(hidden);
            throw failure;
        }
    }

    /**
     * Removes folders that have no name yet, of processes that were killed before they gave it.
     *
     * @param before milliseconds since 1970: who made one later may still be about to name it
     */
    static void removeNameless(Path directory, long before) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, HIDDEN + "*")) {
            for (Path hidden : folders) {
                if (hidden.toFile().lastModified() < before) {
                    remove(hidden);
                }
            }
        }
    }

    private static void remove(Path hidden) {
        try {
            Files.deleteIfExists(hidden.resolve(LOCK));
            Files.deleteIfExists(hidden);
        } catch (IOException failure) {
            LOG.debug("A folder of the audit journal that has no name was not removed", failure);
        }
    }

    /** When the oldest file of any journal here was last written to, milliseconds since 1970; 0 if there is none. */
    static long oldest(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> file.toString().endsWith(SEGMENT))
                    .mapToLong(file -> file.toFile().lastModified())
                    .filter(written -> written > 0)
                    .min()
                    .orElse(0);
        } catch (IOException | UncheckedIOException nothingToRead) {
            return 0;
        }
    }

    /**
     * The folders of processes that are no more, each locked for this one.
     *
     * @param failed told of each that nobody can tell of whether it was left
     */
    static List<JournalFolder> adopt(Path directory, BiConsumer<String, Throwable> failed) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<JournalFolder> left = new ArrayList<>();
        try (Stream<Path> folders = Files.list(directory)) {
            for (Path folder : folders.filter(path ->
                            PROCESS.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList()) {
                try {
                    lock(folder.toAbsolutePath()).ifPresent(left::add);
                } catch (IOException | RuntimeException failure) {
                    // The others are not to wait for it.
                    failed.accept(folder.getFileName().toString(), failure);
                }
            }
        }
        return left;
    }

    private static Optional<JournalFolder> lock(Path path) throws IOException {
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean held = false;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            // It may have been deleted, by whoever was done with it, since it was opened.
            held = lock != null && Files.exists(path.resolve(LOCK));
            return held ? Optional.of(new JournalFolder(path, channel)) : Optional.empty();
        } catch (NoSuchFileException | OverlappingFileLockException gone) {
            return Optional.empty();
        } finally {
            if (!held) {
                HELD.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Whose entries these are. */
    String process() {
        return path.getFileName().toString();
    }

    Path path() {
        return path;
    }

    Path state() {
        return path.resolve("state");
    }

    Path segment(long number) {
        return path.resolve("%016d%s".formatted(number, SEGMENT));
    }

    /** Of the next segment, before it has a number. */
    Path spare(long number) {
        return path.resolve(SPARE + number);
    }

    /** Of a process that is no more: nothing was ever written to them. */
    void removeSpares() throws IOException {
        try (DirectoryStream<Path> spares = Files.newDirectoryStream(path, SPARE + "*")) {
            for (Path spare : spares) {
                Files.deleteIfExists(spare);
            }
        }
    }

    /** Numbers of the files that are there, in order. */
    List<Long> segments() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{16}\\" + SEGMENT))
                    .map(name -> Long.parseLong(name.substring(0, 16)))
                    .sorted()
                    .toList();
        }
    }

    /** Lets go of it; what is in it is for the next process, unless nothing in it is needed any more. Never throws. */
    void putAway(boolean empty) {
        try {
            if (empty) {
                delete();
            } else {
                release();
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warnf(
                    "A journal of the audit trail was not put away (%s)",
                    failure.getClass().getSimpleName());
        }
    }

    private void release() throws IOException {
        lock.close();
        HELD.remove(path);
    }

    /** The lock goes last, so that nobody takes what is half deleted. */
    private void delete() throws IOException {
        try {
            List<Path> files;
            try (Stream<Path> all = Files.list(path)) {
                files = all.filter(file -> !file.endsWith(LOCK)).toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path.resolve(LOCK));
            Files.deleteIfExists(path);
        } finally {
            release();
        }
    }
}
