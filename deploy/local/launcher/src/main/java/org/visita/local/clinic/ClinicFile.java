package org.visita.local.clinic;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.visita.local.stack.Home;
import org.visita.local.stack.StackProblem;

/** What of the sample clinic stands already, by a name of ours: {@code patient/07} to the id that the API gave it. */
final class ClinicFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Home home;
    private final Map<String, String> ids;

    private ClinicFile(Home home, Map<String, String> ids) {
        this.home = home;
        this.ids = ids;
    }

    static ClinicFile read(Home home) {
        Map<String, String> ids = new TreeMap<>();
        try {
            if (Files.exists(home.clinic())) {
                JSON.readTree(home.clinic().toFile())
                        .properties()
                        .forEach(entry ->
                                ids.put(entry.getKey(), entry.getValue().asText()));
            }
        } catch (IOException e) {
            throw new StackProblem(home.clinic() + " cannot be read: " + e.getMessage(), "Run: ./visita reset", e);
        }
        return new ClinicFile(home, ids);
    }

    /** The id of that name; made, and written down at once, if there is none. */
    String once(String name, Supplier<String> make) {
        String known = ids.get(name);
        if (known != null) return known;
        String made = make.get();
        ids.put(name, made);
        try {
            home.write(home.clinic(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(ids));
        } catch (IOException e) {
            throw new StackProblem(home.clinic() + " cannot be written.", "Make room, then: ./visita up", e);
        }
        return made;
    }

    Optional<String> id(String name) {
        return Optional.ofNullable(ids.get(name));
    }

    /** All ids whose name begins so, in the order of the names. */
    List<String> all(String prefix) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }
}
