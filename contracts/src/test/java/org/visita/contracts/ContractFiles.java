package org.visita.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files and constants that the contract consists of. */
final class ContractFiles {

    static final Path RESOURCES = Path.of("src/main/resources");
    static final Path SCHEMAS = RESOURCES.resolve("schemas");
    static final Path SAMPLES = RESOURCES.resolve("samples");

    private ContractFiles() {}

    static Set<String> namesIn(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Name of the file with the schema that a type is published with. */
    static String schemaOf(EventType type) {
        String address = type.dataSchema();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** Values of the public string constants of a class, but for the named ones. */
    static List<String> constants(Class<?> type, String... except) {
        return Stream.of(type.getFields())
                .filter(field ->
                        field.getType() == String.class && !List.of(except).contains(field.getName()))
                .map(ContractFiles::value)
                .toList();
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
