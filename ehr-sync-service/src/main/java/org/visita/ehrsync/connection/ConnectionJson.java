package org.visita.ehrsync.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.visita.ehrsync.delivery.CircuitState;
import org.visita.ehrsync.destination.CreatesBy;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** Connections as they stand on the wire. */
final class ConnectionJson {

    private static final int LONGEST_NAME = 100;

    private ConnectionJson() {}

    /**
     * What is asked for, at creation and at change. But for the credentials, what is left out is as it is by default.
     *
     * @param name for people, 1 to 100 characters
     * @param baseUrl base of the EHR's FHIR R4 API
     * @param credentials left out of a change, they stay as they are: nobody can send back what is never shown
     */
    record Wanted(String name, String baseUrl, CredentialsJson credentials, Limits limits, Retry retry, Flow flow) {

        /** @throws org.visita.kit.problem.RefusedException if something is wrong with it: all of it is named */
        Wanted checked(TargetAddress targets) {
            List<FieldError> errors = new ArrayList<>();
            Bounds.check(errors, "/name", name, LONGEST_NAME);
            targets.problemOf(baseUrl).ifPresent(problem -> errors.add(new FieldError("/baseUrl", problem)));
            if (credentials != null) {
                credentials.check(targets, errors);
            }
            if (limits != null) {
                limits.check(errors);
            }
            if (retry != null) {
                retry.check(errors);
            }
            if (flow != null) {
                flow.check(errors);
            }
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors).asException();
            }
            return this;
        }

        ConnectionSettings settings() {
            return new ConnectionSettings(
                    name.strip(),
                    TargetAddress.normalize(baseUrl),
                    limits == null ? Limits.NONE : limits,
                    retry == null ? Retry.AS_SET : retry,
                    flow == null ? Flow.ALL : flow.normalized());
        }
    }

    /**
     * @param circuit whether the EHR answers: open and half-open mean that it does not, and that deliveries wait
     * @param pausedReason {@code operator}, or what the EHR answered, coded
     * @param testedAt when a test last read what the EHR can do
     */
    record View(
            String id,
            int version,
            String name,
            String baseUrl,
            CredentialsView credentials,
            Limits limits,
            Retry retry,
            Flow flow,
            CreatesBy createsBy,
            ConnectionStatus status,
            String pausedReason,
            CircuitState circuit,
            Instant testedAt,
            Instant createdAt,
            Instant updatedAt) {

        static View of(Connection connection, CircuitState circuit) {
            ConnectionSettings settings = connection.settings();
            return new View(
                    connection.id().toString(),
                    connection.version(),
                    settings.name(),
                    settings.baseUrl(),
                    CredentialsView.of(connection.credentials()),
                    settings.limits(),
                    settings.retry(),
                    settings.flow(),
                    connection.createsBy(),
                    connection.status(),
                    connection.pausedReason(),
                    circuit,
                    connection.testedAt(),
                    connection.createdAt(),
                    connection.updatedAt());
        }
    }

    /** A JWK set (RFC 7517): where the EHR finds the keys that we sign with. */
    record Jwks(List<Map<String, Object>> keys) {

        static Jwks of(View view) {
            Map<String, Object> key = view.credentials().publicJwk();
            return new Jwks(key == null ? List.of() : List.of(key));
        }
    }
}
