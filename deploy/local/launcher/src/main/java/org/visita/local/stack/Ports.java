package org.visita.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Every port of the stack, as its file names them.
 *
 * @param file where they were read, for messages
 * @param byName name to port, 1 to 65535, no port twice
 */
public record Ports(Path file, Map<String, Integer> byName) {

    private static final String MANAGEMENT = ".management";

    /** @throws StackProblem if the file cannot be read, lacks a name, has one too many, or a port that is none */
    public static Ports read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new StackProblem("The ports file " + file + " cannot be read.", "Check VISITA_PORTS.", e);
        }
        Map<String, Integer> byName = new LinkedHashMap<>();
        for (String name : names()) byName.put(name, port(file, name, properties.getProperty(name)));
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (!byName.containsKey(name)) throw wrong(file, "names '" + name + "', which nothing here listens on");
        }
        return new Ports(file, Map.copyOf(refuseTwins(file, byName)));
    }

    /** All names that a ports file has, in the order in which they are listed to people. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Service service : Service.values()) {
            names.add(service.id());
            names.add(service.id() + MANAGEMENT);
        }
        names.addAll(List.of("ehr", "keycloak", "postgres", "kafka", "kafka.controller"));
        return names;
    }

    public int of(String name) {
        return byName.get(name);
    }

    public int of(Service service) {
        return of(service.id());
    }

    public int management(Service service) {
        return of(service.id() + MANAGEMENT);
    }

    private static int port(Path file, String name, String value) {
        if (value == null) throw wrong(file, "has no line for '" + name + "'");
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= 65535) return port;
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw wrong(file, "gives '" + name + "' the port '" + value + "', which is not a number from 1 to 65535");
    }

    private static Map<String, Integer> refuseTwins(Path file, Map<String, Integer> byName) {
        Map<Integer, String> taken = new LinkedHashMap<>();
        byName.forEach((name, port) -> {
            String other = taken.put(port, name);
            if (other != null) {
                throw wrong(file, "gives the port " + port + " to both '" + other + "' and '" + name + "'");
            }
        });
        return byName;
    }

    private static StackProblem wrong(Path file, String what) {
        return new StackProblem("The ports file " + file + " " + what + ".", "Correct that line.");
    }
}
