package org.visita.local.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * {@code run.json}: what a script needs to talk to a running stack. The names are promised to scripts.
 *
 * @param gateway base address of the API
 * @param ehr base address of the EHR's FHIR API
 * @param apiKey key of an integration, with the scopes that booking needs
 * @param adminKey key with every scope
 * @param clinic id of the sample clinic
 * @param bookingId the newest demo booking
 * @param appointmentUrl the same visit in the EHR
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunFile(
        String gateway,
        String ehr,
        String apiKey,
        String adminKey,
        String clinic,
        String bookingId,
        String appointmentUrl,
        List<RunProcess> processes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A server of the stack; {@code managementPort} is null where it has none. */
    public record RunProcess(String name, long pid, int port, Integer managementPort, String log) {}

    public static RunFile of(LocalStack stack, String apiKey, String bookingId, String appointmentUrl) {
        List<RunProcess> processes = stack.status().stream()
                .filter(server -> server.pid().isPresent())
                .map(server -> new RunProcess(
                        server.name(),
                        server.pid().getAsLong(),
                        server.port(),
                        server.managementPort().isPresent()
                                ? (Integer) server.managementPort().getAsInt()
                                : null,
                        server.log().toString()))
                .toList();
        Secrets secrets = stack.secrets();
        return new RunFile(
                stack.gateway().toString(),
                stack.ehr().toString(),
                apiKey,
                secrets.adminKey(),
                secrets.clinic(),
                bookingId,
                appointmentUrl,
                processes);
    }

    public static Optional<RunFile> read(Home home) {
        try {
            if (!Files.exists(home.run())) return Optional.empty();
            return Optional.of(JSON.readValue(home.run().toFile(), RunFile.class));
        } catch (IOException e) {
            throw new StackProblem(home.run() + " cannot be read: " + e.getMessage(), "Run: ./visita up", e);
        }
    }

    public void write(Home home) {
        try {
            home.write(home.run(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never prints the keys. */
    @Override
    public String toString() {
        return "RunFile[gateway=" + gateway + ", ehr=" + ehr + "]";
    }
}
