package org.visita.ehrsync.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.visita.ehrsync.delivery.CircuitState;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** Connections as they stand on the wire. */
final class ConnectionJson {

    private static final int LONGEST_NAME = 100;

    private ConnectionJson() {}

    /**
     * What is asked for, at creation and at change.
     *
     * @param name for people, 1 to 100 characters
     * @param baseUrl base of the EHR's FHIR R4 API
     */
    record Wanted(String name, String baseUrl) {

        /** @throws org.visita.kit.problem.RefusedException if something is wrong with it */
        Wanted checked(TargetAddress targets) {
            List<FieldError> errors = new ArrayList<>();
            if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
                errors.add(new FieldError("/name", "has 1 to " + LONGEST_NAME + " characters"));
            }
            targets.problemOf(baseUrl).ifPresent(problem -> errors.add(new FieldError("/baseUrl", problem)));
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors).asException();
            }
            return new Wanted(name.strip(), TargetAddress.normalize(baseUrl));
        }
    }

    /**
     * @param circuit whether the EHR answers: open and half-open mean that it does not, and that deliveries wait
     * @param pausedReason {@code operator}, or what the EHR answered, coded
     */
    record View(
            String id,
            int version,
            String name,
            String baseUrl,
            ConnectionStatus status,
            String pausedReason,
            CircuitState circuit,
            Instant createdAt,
            Instant updatedAt) {

        static View of(Connection connection, CircuitState circuit) {
            return new View(
                    connection.id().toString(),
                    connection.version(),
                    connection.name(),
                    connection.baseUrl(),
                    connection.status(),
                    connection.pausedReason(),
                    circuit,
                    connection.createdAt(),
                    connection.updatedAt());
        }
    }
}
