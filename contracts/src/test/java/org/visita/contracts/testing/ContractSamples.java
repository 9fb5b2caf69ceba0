package org.visita.contracts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.visita.contracts.EventType;

/** The golden samples. Whoever consumes an event reads every sample of its type in a test. */
public final class ContractSamples {

    /**
     * One payload, as it stands on the topic.
     *
     * @param name folder and case, for example {@code booking.created/booked-with-room}
     */
    public record Sample(String name, byte[] payload) {

        @Override
        public String toString() {
            return name;
        }
    }

    private ContractSamples() {}

    /**
     * Every sample of a type: what is sent today, in order of name, then what was sent before and may still stand on the
     * topic. At least one.
     */
    public static List<Sample> of(EventType type) {
        return Stream.concat(
                        current(type).stream(),
                        IntStream.range(1, type.schemaVersion())
                                .mapToObj(version -> ofVersion(type, version))
                                .flatMap(List::stream))
                .toList();
    }

    /** The samples of what is sent today: valid under the newest schema of the type. */
    public static List<Sample> current(EventType type) {
        return in(type.code());
    }

    /** The samples of what was sent under an older version of the schema, all that the newest refuses among them. */
    public static List<Sample> ofVersion(EventType type, int version) {
        return in(type.code() + ".v" + version);
    }

    /** The headers of dead letters, each sample as one JSON object of strings. */
    public static List<Sample> ofDeadLetterHeaders() {
        return in(ContractSchemas.DEAD_LETTER_HEADERS);
    }

    private static List<Sample> in(String folder) {
        URL found = EventType.class.getResource("/samples/" + folder);
        if (found == null) {
            throw new IllegalStateException("there are no samples of " + folder);
        }
        try {
            URI uri = found.toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri), folder);
            }
            String[] jarAndEntry = uri.getSchemeSpecificPart().split("!", 2);
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(jarAndEntry[0])))) {
                return read(jar.getPath(jarAndEntry[1]), folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Sample> read(Path directory, String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(file -> read(folder, file)).toList();
        }
    }

    private static Sample read(String folder, Path file) {
        try {
            String name = file.getFileName().toString().replace(".json", "");
            return new Sample(folder + "/" + name, Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
